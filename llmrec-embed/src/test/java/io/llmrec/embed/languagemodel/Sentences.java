package io.llmrec.embed.languagemodel;

import java.util.List;

/** Such as children's stories are made of. */
final class Sentences {

  static final List<String> ALL =
      List.of(
          "The little boy went to the park with his mom.",
          "She was very happy to see her new puppy.",
          "One day, a big bear came into the forest.",
          "They played together all day and had so much fun.",
          "The girl picked up the red ball and threw it.",
          "He was sad because he lost his favorite toy.",
          "Mom made a big cake for the birthday party.",
          "The sun was warm and the sky was blue.",
          "The cat wanted to catch the small bird.",
          "They found a shiny rock under the old tree.",
          "Tom and his friend ran to the top of the hill.",
          "The bunny hopped over the fence to eat a carrot.",
          "Her dad gave her a hug and said good night.",
          "It started to rain so they went back inside.",
          "The old man told the children a funny story.",
          "A fish swam in the pond near the house.",
          "She put her hat on and went out to play.",
          "The dog barked loudly and ran after the car.",
          "He opened the box and found a big surprise.",
          "The children shared the cookies with each other.");

  private Sentences() {}
}
