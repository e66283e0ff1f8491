package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
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
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.beans.factory.annotation.Value;

/** Sends images to the running application, and prints its answers. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ApplicationTest {

  private static final Pattern BEST =
      Pattern.compile("\\{\"classes\":\\[\\{\"name\":\"(\\w+)\",\"probability\":([\\d.]+)}.*");

  @Value("${local.server.port}")
  private int port;

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
    String health = get("/actuator/health");
    assertTrue(health.contains("\"status\":\"UP\""), health);
    String answers = get("/actuator/metrics/highorder.serving.answers");
    assertTrue(answers.contains("\"value\":" + images.size() + ".0"), answers);
  }

  @Test
  void whatIsNoImageIsABadRequest() throws Exception {
    HttpResponse<String> answer = post("no image".getBytes(StandardCharsets.UTF_8));
    assertEquals(400, answer.statusCode(), answer.body());
  }

  private String get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri(path)).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** Sends a form with one file, as a browser does. */
  private HttpResponse<String> post(byte[] file) throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        ("--edge\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n"
                + "Content-Type: image/png\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    body.writeBytes(file);
    body.writeBytes("\r\n--edge--\r\n".getBytes(StandardCharsets.US_ASCII));
    HttpRequest request =
        HttpRequest.newBuilder(uri("/classify"))
            .header("Content-Type", "multipart/form-data; boundary=edge")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + port + path);
  }
}
