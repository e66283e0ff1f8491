package example;

import dev.highorder.classifier.ImageClassifier;
import dev.highorder.serving.ServedClassifier;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Loads the classifier when the application starts, and closes it when it stops. */
@Singleton
public class Classifiers {

  @Produces
  @Singleton
  @Startup
  ServedClassifier classifier(@ConfigProperty(name = "classifier") String directory)
      throws IOException {
    return ServedClassifier.builder().serve(ImageClassifier.load(Path.of(directory)));
  }

  void close(@Disposes ServedClassifier classifier) {
    classifier.close();
  }
}
