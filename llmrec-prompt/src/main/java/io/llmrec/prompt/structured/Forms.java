package io.llmrec.prompt.structured;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Derives forms from types of Java. Used by one thread. */
final class Forms {

  private static final Map<Class<?>, Form> PLAIN =
      Map.of(
          String.class, new Form.Text(),
          boolean.class, new Form.Flag(),
          Boolean.class, new Form.Flag(),
          int.class, new Form.Whole(true),
          Integer.class, new Form.Whole(true),
          long.class, new Form.Whole(false),
          Long.class, new Form.Whole(false),
          double.class, new Form.Decimal(),
          Double.class, new Form.Decimal());

  private final Deque<Class<?>> open = new ArrayDeque<>();

  private Forms() {}

  /**
   * The form of a record.
   *
   * @throws IllegalArgumentException when a component has a type that no form is known for
   */
  static RecordForm of(Class<? extends Record> type) {
    return new Forms().record(type);
  }

  private RecordForm record(Class<?> type) {
    if (open.contains(type)) {
      throw new IllegalArgumentException("record " + type.getName() + " must not contain itself");
    }
    open.push(type);
    Map<String, Form> components = new LinkedHashMap<>();
    Map<String, String> descriptions = new HashMap<>();
    RecordComponent[] all = type.getRecordComponents();
    Class<?>[] types = new Class<?>[all.length];
    for (int i = 0; i < all.length; i++) {
      RecordComponent component = all[i];
      types[i] = component.getType();
      String where = type.getName() + "." + component.getName();
      components.put(component.getName(), form(component.getAnnotatedType(), where));
      Description description = component.getAnnotation(Description.class);
      if (description != null) {
        descriptions.put(component.getName(), description.value());
      }
    }
    open.pop();
    return new RecordForm(constructor(type, types), components, descriptions);
  }

  private static Constructor<?> constructor(Class<?> type, Class<?>[] types) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("every record has a canonical constructor: " + type, e);
    }
  }

  private Form form(AnnotatedType annotated, String where) {
    Form form = plain(annotated, where);
    return annotated.isAnnotationPresent(Nullable.class) ? new Form.Maybe(form, false) : form;
  }

  private Form plain(AnnotatedType annotated, String where) {
    Type type = annotated.getType();
    if (type instanceof ParameterizedType generic
        && annotated instanceof AnnotatedParameterizedType arguments) {
      AnnotatedType argument = arguments.getAnnotatedActualTypeArguments()[0];
      if (generic.getRawType() == List.class) {
        return new Form.Many(element(argument, where));
      }
      if (generic.getRawType() == Optional.class) {
        return new Form.Maybe(element(argument, where), true);
      }
    } else if (type instanceof Class<?> plain) {
      Form known = PLAIN.get(plain);
      if (known != null) {
        return known;
      }
      if (plain.isEnum()) {
        return Form.Choice.of(plain);
      }
      if (plain.isRecord()) {
        return record(plain);
      }
    }
    throw new IllegalArgumentException(
        "%s must be a String, boolean, int, long, double, enum, record, or a List or Optional of"
                .formatted(where)
            + " one, was "
            + type.getTypeName());
  }

  private Form element(AnnotatedType argument, String where) {
    if (argument.isAnnotationPresent(Nullable.class)) {
      throw new IllegalArgumentException(where + " must have no null inside");
    }
    return plain(argument, where);
  }
}
