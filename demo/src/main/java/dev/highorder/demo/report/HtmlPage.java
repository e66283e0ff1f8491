package dev.highorder.demo.report;

import dev.highorder.demo.report.Section.Figure;
import dev.highorder.demo.report.Section.Grid;
import dev.highorder.demo.report.Section.Paragraph;
import java.util.List;

/** The HTML of a report: one page with its style and its charts, for screens, phones and paper. */
final class HtmlPage {

  private static final String STYLE =
      """
      body{font:16px/1.5 system-ui,sans-serif;color:#222;background:#fff;max-width:54rem;
      margin:0 auto;padding:1rem}
      h1{font-size:1.7rem;line-height:1.2}h2{font-size:1.3rem;margin-top:2.5rem;
      border-top:1px solid #ccc;padding-top:1rem}h3{font-size:1.05rem;margin-bottom:.3rem}
      .scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.88rem;
      font-variant-numeric:tabular-nums}
      th,td{padding:.25rem .7rem .25rem 0;text-align:left;vertical-align:top;
      border-bottom:1px solid #ddd}thead th{border-bottom:2px solid #555}
      .number{text-align:right}.note{font-size:.88rem;color:#444;max-width:46rem}
      figure{margin:1rem 0}figure svg{width:100%;height:auto;max-height:60rem}
      figcaption{font-size:.88rem;color:#444}code{overflow-wrap:anywhere;font-size:.9em}
      nav ul{columns:2 16rem;padding-left:1.2rem}
      @media print{body{max-width:none;font-size:10pt}nav{display:none}
      figure,tr{break-inside:avoid}h2,h3{break-after:avoid}.scroll{overflow:visible}
      a{color:inherit;text-decoration:none}}
      """;

  private final StringBuilder html = new StringBuilder();

  private HtmlPage() {}

  static String of(String title, Provenance provenance, List<Section> sections) {
    HtmlPage page = new HtmlPage();
    page.add("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.add("<title>" + escape(title) + "</title>\n<style>\n" + STYLE + "</style>\n");
    page.add("</head>\n<body>\n<h1>" + escape(title) + "</h1>\n");
    page.addProvenance(provenance);
    page.addContents(sections);
    sections.forEach(page::add);
    page.add("</body>\n</html>\n");
    return page.html.toString();
  }

  private void add(String text) {
    html.append(text);
  }

  private void addProvenance(Provenance provenance) {
    add("<p>Made by <code>" + escape(provenance.command()) + "</code></p>\n");
    add("<div class=\"scroll\"><table><tbody>\n");
    provenance
        .values()
        .forEach(
            (name, value) ->
                add(
                    "<tr><th scope=\"row\">%s</th><td>%s</td></tr>\n"
                        .formatted(escape(name), escape(value))));
    add("</tbody></table></div>\n");
  }

  private void addContents(List<Section> sections) {
    if (sections.size() < 2) {
      return;
    }
    add("<nav aria-label=\"Contents\"><ul>\n");
    for (Section section : sections) {
      add(
          "<li><a href=\"#%s\">%s</a></li>\n"
              .formatted(escape(section.id()), escape(section.title())));
    }
    add("</ul></nav>\n");
  }

  private void add(Section section) {
    add(
        "<section id=\"%s\">\n<h2>%s</h2>\n"
            .formatted(escape(section.id()), escape(section.title())));
    for (Section.Part part : section.parts()) {
      if (part instanceof Paragraph paragraph) {
        add("<p>" + escape(paragraph.text()) + "</p>\n");
      } else if (part instanceof Figure figure) {
        // The chart has escaped its texts itself.
        add("<figure>\n" + figure.chart().svg() + "\n");
        add("<figcaption>" + escape(figure.caption()) + "</figcaption>\n</figure>\n");
      } else if (part instanceof Grid grid) {
        add(grid);
      }
    }
    add("</section>\n");
  }

  private void add(Grid grid) {
    if (!grid.title().isEmpty()) {
      add("<h3>" + escape(grid.title()) + "</h3>\n");
    }
    List<List<String>> lines = grid.lines();
    add("<div class=\"scroll\"><table>\n<thead><tr>");
    for (int column = 0; column < lines.get(0).size(); column++) {
      add(
          "<th scope=\"col\"%s>%s</th>"
              .formatted(style(lines, column), escape(lines.get(0).get(column))));
    }
    add("</tr></thead>\n<tbody>\n");
    for (List<String> line : lines.subList(1, lines.size())) {
      add("<tr>");
      for (int column = 0; column < line.size(); column++) {
        add("<td%s>%s</td>".formatted(style(lines, column), escape(line.get(column))));
      }
      add("</tr>\n");
    }
    add("</tbody></table></div>\n");
    for (String note : grid.notes()) {
      add("<p class=\"note\">" + escape(note) + "</p>\n");
    }
  }

  private static String style(List<List<String>> lines, int column) {
    boolean isNumber =
        lines.stream()
            .skip(1)
            .allMatch(line -> line.get(column).matches("([-+]?[\\d.,]+(e[-+]?\\d+)?.{0,20})?"));
    return isNumber ? " class=\"number\"" : "";
  }

  /** Replaces the characters that have a meaning in HTML; control characters become visible. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        case '\n', '\t' -> escaped.append(c);
        default -> escaped.append(Character.isISOControl(c) ? '\uFFFD' : c);
      }
    }
    return escaped.toString();
  }
}
