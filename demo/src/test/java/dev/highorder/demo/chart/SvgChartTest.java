package dev.highorder.demo.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class SvgChartTest {

  private static final String HOSTILE = "<script>alert(1)</script> & \"more\"";
  private static final List<Double> X = List.of(1.0, 2.0, 3.0);

  private static Document parse(SvgChart chart) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(chart.svg())));
  }

  private static List<String> texts(Document document) {
    NodeList nodes = document.getElementsByTagName("text");
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> nodes.item(i).getTextContent().strip())
        .toList();
  }

  private static SvgChart lines(String id) {
    return new LineChart("", "steps", "loss")
        .line("Euler", X, List.of(3.0, 2.0, 1.0))
        .line(HOSTILE, X, List.of(2.0, 1.5, 0.5))
        .svg(id, "Falling losses.");
  }

  /** A name from outside is text, and is not read as markup. */
  @Test
  void namesAreTextWhateverTheyContain() throws Exception {
    Document document = parse(lines("a"));
    List<String> texts = texts(document);
    assertTrue(texts.contains("Euler"), texts.toString());
    assertTrue(texts.contains(HOSTILE), texts.toString());
    assertTrue(texts.containsAll(List.of("steps", "loss")), texts.toString());
    assertEquals(0, document.getElementsByTagName("script").getLength());
  }

  @Test
  void thoseWhoDoNotSeeItHaveATitleAndADescription() throws Exception {
    Element root = parse(lines("a")).getDocumentElement();
    assertEquals("img", root.getAttribute("role"));
    assertEquals("a-title a-desc", root.getAttribute("aria-labelledby"));
    assertEquals("Falling losses.", root.getElementsByTagName("desc").item(0).getTextContent());
    assertFalse(root.hasAttribute("width"), "it scales with the page");
  }

  /** In one page an identifier that occurs twice would clip one chart by the other's frame. */
  @Test
  void identifiersAreUniqueInAPage() throws Exception {
    List<String> identifiers = new ArrayList<>();
    for (SvgChart chart : List.of(lines("a"), lines("b"))) {
      NodeList all = parse(chart).getElementsByTagName("*");
      for (int i = 0; i < all.getLength(); i++) {
        String id = ((Element) all.item(i)).getAttribute("id");
        if (!id.isEmpty()) {
          identifiers.add(id);
        }
      }
    }
    assertFalse(identifiers.isEmpty());
    assertEquals(identifiers.size(), identifiers.stream().distinct().count());
  }

  @Test
  void nothingIsLoadedFromElsewhere() {
    String svg = lines("a").svg().replaceAll("xmlns(:\\w+)?=\"[^\"]*\"", "");
    assertFalse(Pattern.compile("https?:|url\\((?!#)|href=\"(?!#)").matcher(svg).find(), svg);
  }

  /** Every run is a ring and every group has a filled mean. */
  @Test
  void everyRunIsADot() throws Exception {
    SvgChart chart =
        new DotChart("", "accuracy")
            .row("Euler", List.of(0.1, 0.2, 0.3))
            .row("RK4", List.of(0.5, 0.6))
            .svg("dots", "Accuracies.");
    NodeList paths = parse(chart).getElementsByTagName("path");
    long dots =
        IntStream.range(0, paths.getLength())
            .mapToObj(i -> ((Element) paths.item(i)).getAttribute("d"))
            .filter(path -> path.contains("C")) // only dots are round
            .distinct()
            .count();
    assertEquals(5 + 2, dots);
    assertTrue(texts(parse(chart)).containsAll(List.of("Euler", "RK4", "accuracy")));
  }

  /** The points of a line that cannot be drawn are left out, and the others stay. */
  @Test
  void infiniteValuesAreLeftOut() {
    String svg =
        new LineChart("", "x", "y")
            .logarithmicY()
            .line("a", X, List.of(Double.NaN, 10.0, Double.POSITIVE_INFINITY))
            .line("b", X, List.of(-1.0, 20.0, 30.0))
            .svg("a", "")
            .svg();
    assertFalse(svg.contains("NaN") || svg.contains("Infinity"));
  }

  @Test
  void labelsAreAtRoundNumbers() {
    assertEquals(
        List.of(0.0, 10.0, 20.0, 30.0),
        LinearAxis.values(-9, 39).stream().filter(x -> x % 10 == 0).toList());
    assertTrue(LinearAxis.values(0, 1e6).size() <= 11);
  }

  @Test
  void numbersAtAxesAreShort() {
    assertEquals("0", ShortNumber.of(0));
    assertEquals("0.1", ShortNumber.of(0.1));
    assertEquals("0.3333", ShortNumber.of(1 / 3.0));
    assertEquals("12000", ShortNumber.of(12000));
    assertEquals("1e5", ShortNumber.of(1e5));
    assertEquals("-2.5e-5", ShortNumber.of(-2.5e-5));
  }
}
