package example;

import dev.highorder.serving.ServedClassifier;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Tells {@code /actuator/health} whether images are answered. */
@Component
final class ClassifierHealth implements HealthIndicator {

  private final ServedClassifier classifier;

  ClassifierHealth(ServedClassifier classifier) {
    this.classifier = classifier;
  }

  @Override
  public Health health() {
    var health = classifier.health();
    return (health.isUp() ? Health.up() : Health.down())
        .withDetail("message", health.message())
        .withDetail("version", health.version())
        .build();
  }
}
