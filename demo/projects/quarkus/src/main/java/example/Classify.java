package example;

import dev.highorder.classifier.Prediction;
import dev.highorder.image.BadImageException;
import dev.highorder.serving.ServedClassifier;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers requests: the body is an image file. */
@Path("/classify")
public class Classify {

  private final ServedClassifier classifier;

  Classify(ServedClassifier classifier) {
    this.classifier = classifier;
  }

  @POST
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Produces(MediaType.APPLICATION_JSON)
  public Prediction classify(byte[] image) throws Exception {
    return classifier.classify(image);
  }

  @ServerExceptionMapper
  public RestResponse<String> isNoImage(BadImageException e) {
    return RestResponse.status(RestResponse.Status.BAD_REQUEST, e.getMessage());
  }
}
