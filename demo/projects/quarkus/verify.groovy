return evaluate(new File(basedir, '../../../check-answers.groovy'))
