package example;

import dev.highorder.classifier.ImageClassifier;
import dev.highorder.classifier.Prediction;
import dev.highorder.image.BadImageException;
import dev.highorder.serving.DeadlineExceededException;
import dev.highorder.serving.QueueFullException;
import dev.highorder.serving.ServedClassifier;
import dev.highorder.serving.metrics.ServingMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Classifies images that are sent to {@code POST /classify}. */
@SpringBootApplication
public class Application {

  public static void main(String[] args) {
    SpringApplication.run(Application.class, args);
  }

  /** Spring closes the bean when it stops, after the web server has answered what it accepted. */
  @Bean
  ServedClassifier classifier(@Value("${classifier}") Path directory, MeterRegistry registry)
      throws IOException {
    return ServedClassifier.builder()
        .optDeadline(Duration.ofSeconds(5))
        .optObserver(new ServingMetrics(registry, "shapes"))
        .serve(ImageClassifier.load(directory));
  }

  /** Answers requests. */
  @RestController
  static class Classify {

    private final ServedClassifier classifier;

    Classify(ServedClassifier classifier) {
      this.classifier = classifier;
    }

    @PostMapping("/classify")
    Prediction classify(@RequestParam("image") MultipartFile image) throws Exception {
      return classifier.classify(image.getBytes());
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.BAD_REQUEST)
    String isNoImage(BadImageException e) {
      return e.getMessage();
    }

    @ExceptionHandler({QueueFullException.class, DeadlineExceededException.class})
    @ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
    String isBusy() {
      return "Too many requests. Try again later.";
    }
  }
}
