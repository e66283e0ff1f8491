package dev.highorder.processor.model;

import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * The types that code beside an element can name.
 *
 * <p>Asked without a module for a type that may not exist, a compiler looks into all of the JDK's:
 * a tenth of the time that a single class takes.
 */
public final class VisibleTypes {

  private final Elements elements;

  /** Creates the types of one compilation. */
  public VisibleTypes(Elements elements) {
    this.elements = elements;
  }

  /**
   * Finds a type.
   *
   * @param element whose module reads the type's
   * @param name canonical
   */
  public Optional<TypeElement> find(Element element, String name) {
    ModuleElement module = elements.getModuleOf(element);
    return Optional.ofNullable(
        module == null // before Java 9
            ? elements.getTypeElement(name)
            : elements.getTypeElement(module, name));
  }
}
