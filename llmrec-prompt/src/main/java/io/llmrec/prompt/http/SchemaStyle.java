package io.llmrec.prompt.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmrec.prompt.JsonSchema;

/** How a server is told the form of the JSON it shall answer with. */
public enum SchemaStyle {

  /** {@code response_format} with {@code json_schema}, strict: OpenAI, newer vLLM and others. */
  RESPONSE_FORMAT {
    @Override
    void put(JsonSchema schema, ObjectNode request) {
      request
          .putObject(FORMAT)
          .put("type", "json_schema")
          .putObject("json_schema")
          .put("name", schema.name())
          .put("strict", true)
          .set("schema", schema.json());
    }
  },

  /** {@code guided_json}: older vLLM. */
  GUIDED_JSON {
    @Override
    void put(JsonSchema schema, ObjectNode request) {
      request.set("guided_json", schema.json());
    }
  },

  /** {@code response_format} with the type {@code json_object} and a schema: llama.cpp. */
  LLAMA_CPP {
    @Override
    void put(JsonSchema schema, ObjectNode request) {
      request.putObject(FORMAT).put("type", JSON_OBJECT_TYPE).set("schema", schema.json());
    }
  },

  /**
   * {@code response_format} with the type {@code json_object}: any JSON; the prompt tells which.
   */
  JSON_OBJECT {
    @Override
    void put(JsonSchema schema, ObjectNode request) {
      request.putObject(FORMAT).put("type", JSON_OBJECT_TYPE);
    }
  };

  private static final String FORMAT = "response_format";
  private static final String JSON_OBJECT_TYPE = "json_object";

  abstract void put(JsonSchema schema, ObjectNode request);
}
