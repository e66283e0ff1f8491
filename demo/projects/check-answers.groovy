// Each project prints its answer to each image. They must be those of the command line.
import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').readLines('UTF-8')
new JsonSlurper().parse(new File(basedir, '../../answers.json')).each { answer ->
  def best = answer.guesses[0]
  def line = String.format(Locale.ROOT, '%s: %s %.1f%%',
      new File(answer.image).name, best.name, 100 * best.probability)
  assert log.any { it.endsWith(line) } : "No line \"${line}\" in the log."
}
return true
