package dev.highorder.demo.cli.options;

import dev.highorder.demo.cli.training.InvalidPaths;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A converter of arguments to paths that explains why one is no path. */
public final class PathConverter implements ITypeConverter<Path> {

  @Override
  public Path convert(String value) {
    if (value.isEmpty()) {
      throw new TypeConversionException("'' is not a path. Name a file or a directory.");
    }
    Path path;
    try {
      path = Path.of(value);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(InvalidPaths.explain(e));
    }
    Optional<String> fault = InvalidPaths.explainWorkingDirectory();
    if (!path.isAbsolute() && fault.isPresent()) {
      throw new TypeConversionException(fault.get());
    }
    return path;
  }
}
