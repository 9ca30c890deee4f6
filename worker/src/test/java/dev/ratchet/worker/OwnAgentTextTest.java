package dev.ratchet.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratchet.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** "Your own agent in half an hour" shows the sources that are compiled, each of them, whole, to the last character. */
class OwnAgentTextTest {
    private static final String JAVA = "src/main/java/com/example/leave/";
    private static final Path TESTS = Needs.root().resolve("worker/src/test");
    private static final Path SOURCES = TESTS.resolve("java/com/example/leave");

    /** A file's name in bold, an empty line, and its block. */
    private static final Pattern SHOWN = Pattern.compile("(?m)^\\*\\*`([^`]+)`\\*\\*\\n\\n```\\w+\\n((?:.*\\n)*?)```$");

    private static Map<String, String> shown() throws IOException {
        Map<String, String> shown = new TreeMap<>();
        Matcher block = SHOWN.matcher(Files.readString(SOURCES.resolve("README.md")));
        while (block.find()) {
            assertThat(shown.put(block.group(1), block.group(2)))
                    .as("%s is shown twice", block.group(1))
                    .isNull();
        }
        return shown;
    }

    private static Map<String, String> compiled() throws IOException {
        Map<String, String> compiled = new TreeMap<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                compiled.put(JAVA + file.getFileName(), Files.readString(file));
            }
        }
        compiled.put(
                "src/main/resources/rules/leave.yaml", Files.readString(TESTS.resolve("resources/rules/leave.yaml")));
        return compiled;
    }

    @Test
    void everyFileIsShownAsItIsCompiled() throws IOException {
        Map<String, String> shown = shown();
        assertThat(shown.keySet()).contains("pom.xml", "days-left.txt", "people.yaml");
        shown.keySet().removeIf(file -> !file.startsWith("src/"));
        assertThat(shown).hasSizeGreaterThan(10).isEqualTo(compiled());
    }

    @Test
    void theVersionThatIsAskedForIsTheOneThatIsBuilt() throws IOException {
        Matcher version = Pattern.compile("<artifactId>ratchet</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(Files.readString(Needs.root().resolve("pom.xml")));
        assertThat(version.find()).isTrue();
        assertThat(shown().get("pom.xml"))
                .contains("<artifactId>ratchet-worker</artifactId>\n      <version>" + version.group(1) + "</version>");
    }
}
