package io.llmrec.prompt.structured;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.prompt.UntrustedText;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object with exactly the components of a record.
 *
 * @param constructor the canonical one
 * @param components by name, in their order
 * @param descriptions of components that have one
 */
record RecordForm(
    Constructor<?> constructor, Map<String, Form> components, Map<String, String> descriptions)
    implements Form {

  RecordForm {
    components = new LinkedHashMap<>(components);
    descriptions = Map.copyOf(descriptions);
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Form.type("object");
    Description meaning = constructor.getDeclaringClass().getAnnotation(Description.class);
    if (meaning != null) {
      schema.put("description", meaning.value());
    }
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = schema.putArray("required");
    components.forEach(
        (name, form) -> {
          ObjectNode property = form.schema();
          String description = descriptions.get(name);
          if (description != null) {
            property.put("description", description);
          }
          properties.set(name, property);
          required.add(name);
        });
    return schema.put("additionalProperties", false);
  }

  @Override
  public Object read(JsonNode node, String path) {
    if (!node.isObject()) {
      throw Form.wrong(path, "an object", node);
    }
    refuseUnknown(node, path);
    @Nullable Object[] values = new @Nullable Object[components.size()];
    int i = 0;
    for (Map.Entry<String, Form> component : components.entrySet()) {
      JsonNode value = node.get(component.getKey());
      String inside = path + '.' + component.getKey();
      if (value == null) {
        throw new FormException(inside + " is missing");
      }
      values[i++] = component.getValue().read(value, inside);
    }
    return make(values, path);
  }

  private void refuseUnknown(JsonNode node, String path) {
    Iterator<String> names = node.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      if (!components.containsKey(name)) {
        throw new FormException(
            "%s has a field '%s', allowed are %s"
                .formatted(path, UntrustedText.clean(name, 60), components.keySet()));
      }
    }
  }

  /** A record that refuses its values says why. */
  private Object make(@Nullable Object[] values, String path) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      if (cause instanceof Error error) {
        throw error;
      }
      String why = cause == null ? "" : String.valueOf(cause.getMessage());
      throw new FormException(path + " is refused: " + UntrustedText.clean(why, 200));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("record cannot be made: " + constructor, e);
    }
  }
}
