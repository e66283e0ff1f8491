package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sends images to the running application, and prints its answers. */
@QuarkusTest
class ClassifyTest {

  private static final Pattern BEST =
      Pattern.compile("\\{\"classes\":\\[\\{\"name\":\"(\\w+)\",\"probability\":([\\d.]+)}.*");

  @TestHTTPResource("/classify")
  URI uri;

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void imagesAreClassified() throws Exception {
    List<Path> images;
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("images")))) {
      images = files.sorted().toList();
    }
    for (Path image : images) {
      HttpResponse<String> answer = post(Files.readAllBytes(image));
      assertEquals(200, answer.statusCode(), answer.body());
      Matcher best = BEST.matcher(answer.body());
      assertTrue(best.matches(), answer.body());
      System.out.printf(
          Locale.ROOT,
          "%s: %s %.1f%%%n",
          image.getFileName(),
          best.group(1),
          100 * Double.parseDouble(best.group(2)));
    }
  }

  @Test
  void whatIsNoImageIsABadRequest() throws Exception {
    HttpResponse<String> answer = post("no image".getBytes(StandardCharsets.UTF_8));
    assertEquals(400, answer.statusCode(), answer.body());
  }

  private HttpResponse<String> post(byte[] file) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofByteArray(file))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
