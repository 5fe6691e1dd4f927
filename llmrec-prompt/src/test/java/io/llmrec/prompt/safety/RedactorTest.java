package io.llmrec.prompt.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {

  private static final Redactor REDACTOR = Redactor.standard();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          write to anna.b+shop@mail.example.org, please | write to [email], please
          邮箱：张三@例子.公司。            | 邮箱：[email]。
          加我13812345678谢谢               | 加我[phone]谢谢
          电话 138 1234 5678                | 电话 [phone]
          +86 138-1234-5678                 | [phone]
          １３８１２３４５６７８            | [phone]
          座机010-62345678                  | 座机[phone]
          call +44 20 7946 0958 now         | call [phone] now
          call (415) 555-2671 now           | call [phone] now
          call 415-555-2671 now             | call [phone] now
          身份证11010519491231002X          | 身份证[id number]
          身份证11010519491231002x。        | 身份证[id number]。
          card 4111 1111 1111 1111 2026     | card [card number] 2026
          card 4111-1111-1111-1111          | card [card number]
          card 378282246310005              | card [card number]
          卡号6212345678901265              | 卡号[card number]
          from 203.0.113.7 and              | from [ip address] and
          from 2001:db8::8a2e:370:7334 and  | from [ip address] and
          寄到建国路88号3号楼2单元501室      | [address]
          live at 221b Baker Street now     | live at [address] now
          """)
  void takesOut(String text, String left) {
    assertEquals(left, REDACTOR.redact(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "半指手套 XXL 2024款 13元 1380件",
        "iPhone 15 Pro Max 256GB, 6.7 inch",
        "ISBN 9787111213826",
        "order 110105194912310021",
        "card 4111 1111 1111 1112",
        "open 12:30:45 daily, std::vector",
        "version 1.2.3 of 10.2024",
        "999.999.999.999",
        "scale 1:24:48",
        "@home and user@localhost",
        "12345678901",
        "我家门前有条路"
      })
  void leaves(String text) {
    assertEquals(text, REDACTOR.redact(text));
  }

  @Test
  void takesOutAllOfSeveral() {
    assertEquals("[email] [phone] [email]", REDACTOR.redact("a@b.cn 13912345678 c.d@e.example"));
  }

  @Test
  void severalRedactorsWorkOneAfterTheOther() {
    Redactor both = Redactor.all(REDACTOR, text -> text.replace("Anna", "[name]"));

    assertEquals("[name]: [email]", both.redact("Anna: anna@mail.example"));
    assertEquals("Anna: anna@mail.example", Redactor.none().redact("Anna: anna@mail.example"));
  }

  @Test
  void hostileTextsTakeNoTime() {
    String[] hostile = {
      "1 ".repeat(50_000),
      "a.".repeat(50_000) + "@",
      "a@" + "b.".repeat(50_000),
      "路".repeat(100_000),
      ":".repeat(100_000),
      "+1(".repeat(30_000),
      "1 Aaaa ".repeat(15_000)
    };
    Assertions.assertTimeout(
        Duration.ofSeconds(20),
        () -> {
          for (String text : hostile) {
            REDACTOR.redact(text);
          }
        });
  }
}
