// Writes the four files of docs/getting-started.md, so that the page itself is what runs.
def page = new File(basedir, '../../../../../docs/getting-started.md').getText('UTF-8')

def block = { String language, String beginning ->
  def matcher = page =~ "(?s)```${language}\\n(${java.util.regex.Pattern.quote(beginning)}.*?)```"
  assert matcher.find() : "The page has no ${language} that begins with ${beginning}."
  matcher.group(1)
}

new File(basedir, 'pom.xml').setText(block('xml', '<?xml'), 'UTF-8')
def sources = new File(basedir, 'src/main/java/example')
sources.mkdirs()
(page =~ /(?s)```java\n(package example;.*?)```/).each { all, code ->
  def name = (code =~ /public final class (\w+)/)[0][1]
  new File(sources, name + '.java').setText(code, 'UTF-8')
}
assert sources.list().sort() == ['Classify.java', 'Models.java', 'Train.java']
return true
