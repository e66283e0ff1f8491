package dev.highorder.demo.chart;

import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.Consumer;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.jfree.chart.JFreeChart;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * A drawing as SVG, to be put into a page: it scales with the page, has a title and a description
 * for those who do not see it, and needs nothing from a network.
 *
 * @param svg the element {@code svg} as text
 * @param title the title
 */
public record SvgChart(String svg, String title) {

  private static final String NAMESPACE = "http://www.w3.org/2000/svg";

  /**
   * Draws a chart.
   *
   * @param id is unique in the page, in letters, digits and hyphens; identifiers begin with it
   * @param description the content in a sentence
   */
  static SvgChart of(
      String id, String title, String description, JFreeChart chart, int width, int height) {
    return of(
        id,
        title,
        description,
        graphics -> chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height)),
        width,
        height);
  }

  /** Draws anything. */
  static SvgChart of(
      String id,
      String title,
      String description,
      Consumer<Graphics2D> drawing,
      int width,
      int height) {
    Document document = document();
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
    context.setComment(null);
    context.setPrecision(2);
    context.setIDGenerator(
        new SVGIDGenerator() {
          @Override
          public String generateID(String prefix) {
            return id + "-" + super.generateID(prefix);
          }
        });
    SVGGraphics2D graphics = new SVGGraphics2D(context, false);
    graphics.setSVGCanvasSize(new Dimension(width, height));
    drawing.accept(graphics);
    Element root = graphics.getRoot();
    root.removeAttribute("width");
    root.removeAttribute("height");
    root.setAttribute("viewBox", String.format(Locale.ROOT, "0 0 %d %d", width, height));
    root.setAttribute("role", "img");
    root.setAttribute("aria-labelledby", id + "-title " + id + "-desc");
    root.insertBefore(text(document, "desc", id + "-desc", description), root.getFirstChild());
    root.insertBefore(text(document, "title", id + "-title", title), root.getFirstChild());
    StringWriter writer = new StringWriter();
    try {
      graphics.stream(root, writer, false, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a string takes everything
    }
    String text = writer.toString();
    String svg = text.substring(text.indexOf("<svg"));
    // The one identifier that the generator does not ask for.
    return new SvgChart(svg.replace("genericDefs", id + "-defs"), title);
  }

  private static Element text(Document document, String name, String id, String content) {
    Element element = document.createElementNS(NAMESPACE, name);
    element.setAttribute("id", id);
    element.setTextContent(content);
    return element;
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(NAMESPACE, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("This Java has no XML documents.", e);
    }
  }
}
