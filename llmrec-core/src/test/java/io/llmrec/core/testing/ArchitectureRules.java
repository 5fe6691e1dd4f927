package io.llmrec.core.testing;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rules about who may import whom, shared by the architecture tests of all modules.
 *
 * <p>Every rule passes where nothing is there yet to break it.
 */
public final class ArchitectureRules {

  private static final String ALL = "io.llmrec..";

  private ArchitectureRules() {}

  /**
   * Reads the main classes of a module from the class path; test classes are left out.
   *
   * @param rootPackage the package the module owns, such as {@code io.llmrec.core}
   * @return the classes in it and below
   */
  public static JavaClasses mainClasses(String rootPackage) {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages(rootPackage);
  }

  /**
   * No cycle between packages, each package on its own, the root package included.
   *
   * @param rootPackage the package the module owns
   * @return the rule
   */
  public static ArchRule noCycles(String rootPackage) {
    SliceAssignment onePerPackage =
        new SliceAssignment() {
          @Override
          public String getDescription() {
            return "packages of " + rootPackage;
          }

          @Override
          public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            return name.equals(rootPackage) || name.startsWith(rootPackage + ".")
                ? SliceIdentifier.of(name)
                : SliceIdentifier.ignore();
          }
        };
    return slices()
        .assignedFrom(onePerPackage)
        .should()
        .beFreeOfCycles()
        .as("packages of " + rootPackage + " should be free of cycles")
        .allowEmptyShould(true);
  }

  /**
   * Layers of one module: a subpackage imports only those that come before it.
   *
   * @param rootPackage the package the module owns
   * @param subpackages names of its subpackages, from the lowest layer to the highest
   * @return the rule
   */
  public static ArchRule layers(String rootPackage, String... subpackages) {
    List<ArchRule> rules = new ArrayList<>();
    for (int i = 0; i < subpackages.length - 1; i++) {
      String[] above =
          Arrays.stream(subpackages, i + 1, subpackages.length)
              .map(name -> rootPackage + "." + name + "..")
              .toArray(String[]::new);
      rules.add(
          noClasses()
              .that()
              .resideInAPackage(rootPackage + "." + subpackages[i] + "..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(above)
              .as(rootPackage + "." + subpackages[i] + " should not import a later layer")
              .allowEmptyShould(true));
    }
    return CompositeArchRule.of(rules);
  }

  /**
   * Some subpackages never import another one.
   *
   * @param rootPackage the package the module owns
   * @param forbidden the subpackage that must not be imported
   * @param subpackages the subpackages that must not import it
   * @return the rule
   */
  public static ArchRule doNotImport(String rootPackage, String forbidden, String... subpackages) {
    String[] from =
        Arrays.stream(subpackages)
            .map(name -> rootPackage + "." + name + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAnyPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(rootPackage + "." + forbidden + "..")
        .allowEmptyShould(true);
  }

  /**
   * The root package of a module stands above its subpackages: none of them imports it.
   *
   * @param rootPackage the package the module owns
   * @param exceptions subpackages that may import it all the same
   * @return the rule
   */
  public static ArchRule rootOnTop(String rootPackage, String... exceptions) {
    String[] free =
        Arrays.stream(exceptions)
            .map(name -> rootPackage + "." + name + "..")
            .toArray(String[]::new);
    DescribedPredicate<JavaClass> below =
        resideInAPackage(rootPackage + "..")
            .and(DescribedPredicate.not(resideInAPackage(rootPackage)))
            .and(DescribedPredicate.not(resideInAnyPackage(free)));
    return noClasses()
        .that(below)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(rootPackage)
        .as("no subpackage should import " + rootPackage)
        .allowEmptyShould(true);
  }

  /**
   * A module imports, of this project, only itself and the modules named.
   *
   * @param rootPackage the package the module owns
   * @param others root packages of the modules it may use
   * @return the rule
   */
  public static ArchRule usesOnlyModules(String rootPackage, String... others) {
    List<String> allowed = new ArrayList<>();
    allowed.add(rootPackage + "..");
    for (String other : others) {
      allowed.add(other + "..");
    }
    DescribedPredicate<JavaClass> foreign =
        resideInAPackage(ALL)
            .and(DescribedPredicate.not(resideInAnyPackage(allowed.toArray(String[]::new))));
    return noClasses()
        .that()
        .resideInAPackage(rootPackage + "..")
        .should()
        .dependOnClassesThat(foreign)
        .as(rootPackage + " should use no module of this project but " + allowed)
        .allowEmptyShould(true);
  }

  /**
   * A module imports nothing but the packages named and itself.
   *
   * @param rootPackage the package the module owns
   * @param packages package patterns such as {@code java..}
   * @return the rule
   */
  public static ArchRule usesOnly(String rootPackage, String... packages) {
    List<String> allowed = new ArrayList<>(List.of(packages));
    allowed.add(rootPackage + "..");
    return classes()
        .that()
        .resideInAPackage(rootPackage + "..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed.toArray(String[]::new))
        .allowEmptyShould(true);
  }

  /**
   * A module stays away from a library.
   *
   * @param rootPackage the package the module owns
   * @param packages package patterns of the library, such as {@code ai.djl..}
   * @return the rule
   */
  public static ArchRule avoids(String rootPackage, String... packages) {
    return noClasses()
        .that()
        .resideInAPackage(rootPackage + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages)
        .allowEmptyShould(true);
  }
}
