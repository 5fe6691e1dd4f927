package io.llmrec.embed.chattemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the statements of a template. */
final class StatementParser {

  private static final List<String> SUPPORTED =
      List.of("break", "continue", "for", "generation", "if", "macro", "set");

  private static final Expression UNDEFINED = scope -> new Undefined("argument");

  private final TokenStream tokens;
  private final Set<String> macros;
  private final ExpressionParser expressions;
  private int loops;

  StatementParser(TokenStream tokens) {
    this.tokens = tokens;
    this.macros = tokens.namesBehind("macro");
    this.expressions = new ExpressionParser(tokens, macros);
  }

  /** The whole template. */
  Statement template() {
    Statement body = body();
    if (tokens.peek().kind() != Token.Kind.END) {
      tokens.next();
      throw unsupported();
    }
    return body;
  }

  /** Statements up to an end of a block that is not theirs. */
  private Statement body(String... ends) {
    tokens.enter();
    List<Statement> statements = new ArrayList<>();
    while (tokens.peek().kind() != Token.Kind.END && !atEnd(List.of(ends))) {
      int line = tokens.line();
      statements.add(Statement.inLine(line, statement()));
    }
    tokens.leave();
    return Statement.all(statements);
  }

  private boolean atEnd(List<String> ends) {
    return tokens.peek().kind() == Token.Kind.BLOCK_START
        && tokens.peekSecond().kind() == Token.Kind.NAME
        && ends.contains(tokens.peekSecond().text());
  }

  private Statement statement() {
    Token token = tokens.next();
    return switch (token.kind()) {
      case DATA -> data(token.text());
      case PRINT_START -> print();
      case BLOCK_START -> block();
      default -> throw tokens.unexpected("a statement");
    };
  }

  private static Statement data(String text) {
    return (scope, output) -> {
      output.write(text);
      return Statement.End.NORMAL;
    };
  }

  private Statement print() {
    Expression value = expressions.whole();
    tokens.require(Token.Kind.PRINT_END, "the end of the tag");
    return (scope, output) -> {
      output.write(ValueWriter.text(scope.work(), value.evaluate(scope)));
      return Statement.End.NORMAL;
    };
  }

  private Statement block() {
    String name = tokens.peek().kind() == Token.Kind.NAME ? tokens.peek().text() : "";
    if (!SUPPORTED.contains(name)) {
      throw unsupported();
    }
    tokens.next();
    return switch (name) {
      case "if" -> condition();
      case "for" -> loop();
      case "set" -> assignment();
      case "macro" -> macro();
      case "generation" -> generation();
      case "break" -> leave(Statement.End.BREAK);
      default -> leave(Statement.End.CONTINUE);
    };
  }

  private TemplateException unsupported() {
    return tokens.error(
        "the statement %s is not supported here, supported are %s"
            .formatted(tokens.peek().shown(), SUPPORTED));
  }

  private void endBlock() {
    tokens.require(Token.Kind.BLOCK_END, "the end of the tag");
  }

  private void closeBlock(String name) {
    tokens.require(Token.Kind.BLOCK_START, "the block's end '%s'".formatted(name));
    tokens.requireName(name);
    endBlock();
  }

  private Statement condition() {
    List<Branch> branches = new ArrayList<>();
    Statement otherwise = Statement.all(List.of());
    do {
      Expression condition = expressions.whole();
      endBlock();
      branches.add(new Branch(condition, body("elif", "else", "endif")));
    } while (takeBlock("elif"));
    if (takeBlock("else")) {
      endBlock();
      otherwise = body("endif");
    }
    closeBlock("endif");
    return choice(branches, otherwise);
  }

  /** Takes the start of a block of this name where it is next. */
  private boolean takeBlock(String name) {
    if (!atEnd(List.of(name))) {
      return false;
    }
    tokens.next();
    tokens.next();
    return true;
  }

  private record Branch(Expression condition, Statement body) {}

  private static Statement choice(List<Branch> branches, Statement otherwise) {
    return (scope, output) -> {
      for (Branch branch : branches) {
        if (Values.truth(branch.condition().evaluate(scope))) {
          return branch.body().run(scope, output);
        }
      }
      return otherwise.run(scope, output);
    };
  }

  private Statement loop() {
    List<String> names = names();
    tokens.requireName("in");
    Expression elements = expressions.loopElements();
    Expression condition = tokens.takeName("if") ? expressions.whole() : scope -> true;
    endBlock();
    loops++;
    Statement body = body("else", "endfor");
    loops--;
    Statement otherwise = Statement.all(List.of());
    if (takeBlock("else")) {
      endBlock();
      otherwise = body("endfor");
    }
    closeBlock("endfor");
    return new Loop(names, elements, condition, body, otherwise);
  }

  private List<String> names() {
    boolean open = tokens.takeSign("(");
    List<String> names = new ArrayList<>();
    do {
      names.add(tokens.requireName());
    } while (tokens.takeSign(","));
    if (open) {
      tokens.requireSign(")");
    }
    return names;
  }

  private Statement leave(Statement.End end) {
    if (loops == 0) {
      throw tokens.error("'break' and 'continue' belong into a loop");
    }
    endBlock();
    return (scope, output) -> end;
  }

  private Statement assignment() {
    if (tokens.peekSecond().isSign(".")) {
      return attribute();
    }
    List<String> names = names();
    if (tokens.takeSign("=")) {
      Expression value = expressions.whole();
      endBlock();
      return (scope, output) -> {
        Loop.assign(scope, names, value.evaluate(scope));
        return Statement.End.NORMAL;
      };
    }
    endBlock();
    Statement body = inFunction("endset");
    return (scope, output) -> {
      Output inner = new Output(scope.work());
      body.run(scope.inner(), inner);
      Loop.assign(scope, names, inner.toString());
      return Statement.End.NORMAL;
    };
  }

  /** A body that no loop outside of it can be left from. */
  private Statement inFunction(String end) {
    int outside = loops;
    loops = 0;
    Statement body = body(end);
    loops = outside;
    closeBlock(end);
    return body;
  }

  private Statement attribute() {
    String name = tokens.requireName();
    tokens.requireSign(".");
    String attribute = tokens.requireName();
    tokens.requireSign("=");
    Expression value = expressions.whole();
    endBlock();
    return (scope, output) -> {
      if (!(scope.get(name) instanceof Namespace namespace)) {
        throw new TemplateFailure(
            "'%s' is no namespace, so nothing in it can be set".formatted(name));
      }
      namespace.set(attribute, value.evaluate(scope));
      return Statement.End.NORMAL;
    };
  }

  private Statement macro() {
    String name = tokens.requireName();
    tokens.requireSign("(");
    List<Macro.Parameter> parameters = new ArrayList<>();
    while (!tokens.takeSign(")")) {
      String parameter = tokens.requireName();
      parameters.add(
          new Macro.Parameter(
              parameter, tokens.takeSign("=") ? expressions.parameter() : UNDEFINED));
      if (!tokens.isSign(")")) {
        tokens.requireSign(",");
      }
    }
    endBlock();
    Statement body = inFunction("endmacro");
    return (scope, output) -> {
      scope.set(name, new Macro(name, List.copyOf(parameters), body, scope));
      return Statement.End.NORMAL;
    };
  }

  private Statement generation() {
    endBlock();
    Statement body = body("endgeneration");
    closeBlock("endgeneration");
    return body;
  }
}
