package dev.highorder.processor.model;

import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * The types that code in the package of an element can name.
 *
 * <p>A compiler that is asked for a missing type without a module searches all modules of the JDK,
 * which takes a tenth of the time of a single class.
 */
public final class VisibleTypes {

  private final Elements elements;

  /** Creates the lookup for one compilation. */
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
