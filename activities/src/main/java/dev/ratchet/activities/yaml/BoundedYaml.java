package dev.ratchet.activities.yaml;

import java.io.StringReader;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** The one way in which YAML is read: one document, as nodes, so that nothing is constructed by what the text says. */
public final class BoundedYaml {
    private BoundedYaml() {}

    /**
     * @return the root, or null when the text holds nothing
     * @throws InvalidYaml naming the line and what would be right
     */
    public static @Nullable Node compose(String yaml, YamlBounds bounds) throws InvalidYaml {
        if (yaml.length() > bounds.characters()) {
            throw new InvalidYaml(0, "is larger than " + bounds.characters() + " characters");
        }
        // The bounds are held before nodes are made of what was parsed, so the composer's own need not be reached.
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(bounds.characters());
        options.setNestingDepthLimit(bounds.nesting() + 1);
        try {
            BoundedParser parser =
                    new BoundedParser(new ParserImpl(new StreamReader(new StringReader(yaml)), options), bounds);
            return new Composer(parser, new Resolver(), options).getSingleNode();
        } catch (BoundedParser.Exceeded e) {
            throw new InvalidYaml(line(e.mark), e.why);
        } catch (MarkedYAMLException e) {
            throw new InvalidYaml(line(e.getProblemMark()), "is not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            throw new InvalidYaml(
                    0,
                    "is not YAML: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static int line(@Nullable Mark mark) {
        return mark == null ? 0 : mark.getLine() + 1;
    }
}
