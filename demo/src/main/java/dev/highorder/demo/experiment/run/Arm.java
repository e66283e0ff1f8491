package dev.highorder.demo.experiment.run;

/**
 * One of the trainings that an experiment compares.
 *
 * @param title its name for people, such as {@code RK4, h = 4}
 * @param plan the training
 */
public record Arm(String title, TrainingPlan plan) {}
