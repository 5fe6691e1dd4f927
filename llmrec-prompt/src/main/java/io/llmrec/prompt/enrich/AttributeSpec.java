package io.llmrec.prompt.enrich;

import java.util.List;

/**
 * An attribute that a catalog wants its items to have.
 *
 * @param name the attribute's name, not blank
 * @param meaning what it means, for the model; may be empty
 * @param values the values it may have, empty for any words of the item
 */
public record AttributeSpec(String name, String meaning, List<String> values) {

  /** Checks the name and takes a copy of the values. */
  public AttributeSpec {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name of an attribute must not be blank");
    }
    values = List.copyOf(values);
  }

  /** An attribute whose value is made of the item's own words. */
  public static AttributeSpec free(String name, String meaning) {
    return new AttributeSpec(name, meaning, List.of());
  }

  /** An attribute with a closed list of values, at least one. */
  public static AttributeSpec oneOf(String name, String meaning, String... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException(
          "values of attribute '" + name + "' must be at least 1, were none");
    }
    return new AttributeSpec(name, meaning, List.of(values));
  }
}
