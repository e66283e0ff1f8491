package dev.highorder.demo.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Relative links of all pages lead to files and headings that exist. */
class LinksTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
  private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```|`[^`\\n]+`");

  @Test
  void relativeLinksResolve() {
    List<String> broken =
        Repository.pages().stream().flatMap(page -> broken(page).stream()).toList();
    assertTrue(broken.isEmpty(), () -> String.join("\n", broken));
  }

  @Test
  void indexLeadsToEveryPage() {
    SourceFile index = Repository.page("docs/index.md");
    List<String> missing =
        Repository.pages().stream()
            .map(SourceFile::path)
            .filter(path -> path.startsWith("docs/") && !path.equals(index.path()))
            .map(path -> path.replaceFirst("^docs/", ""))
            .filter(path -> !index.text().contains("](" + path))
            .toList();
    assertEquals(List.of(), missing, "docs/index.md does not link to these pages.");
  }

  @Test
  void brokenLinksAreFound() {
    SourceFile page =
        new SourceFile("docs/x.md", "[a](no.md) [b](index.md#no) [c](#no) `[d](no)` # x\n");
    assertEquals(3, broken(page).size());
    assertEquals(
        List.of(), broken(new SourceFile("docs/x.md", "# A, b\n[a](#a-b) [b](https://x.y)")));
  }

  private static List<String> broken(SourceFile page) {
    List<String> broken = new ArrayList<>();
    Path directory = Repository.ROOT.resolve(page.path()).getParent();
    Matcher link = LINK.matcher(CODE.matcher(page.text()).replaceAll(""));
    while (link.find()) {
      String target = link.group(1);
      if (target.matches("[a-z]+:.*")) {
        continue;
      }
      String[] parts = target.split("#", 2);
      Path file = directory.resolve(parts[0]);
      boolean isThere = parts[0].isEmpty() || Files.exists(file);
      if (isThere && parts.length == 2) {
        SourceFile aim = parts[0].isEmpty() ? page : SourceFile.read(file);
        isThere = anchors(aim).contains(parts[1]);
      }
      if (!isThere) {
        broken.add("%s: the link to %s is broken.".formatted(page.path(), target));
      }
    }
    return broken;
  }

  /** The names that GitHub gives to headings. */
  private static List<String> anchors(SourceFile page) {
    return HEADING
        .matcher(page.text())
        .results()
        .map(match -> match.group(1).toLowerCase(Locale.ROOT))
        .map(title -> title.replaceAll("[^\\p{Alnum} _-]", "").replace(' ', '-'))
        .toList();
  }
}
