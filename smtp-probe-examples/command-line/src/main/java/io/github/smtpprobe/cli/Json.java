/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.Map;

/** Converts maps to JSON, and back. */
public final class Json {
    private static final JSON LINES = JSON.std;
    private static final JSON INDENTED = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT);

    private Json() {}

    /**
     * Writes a map in one line.
     *
     * @param map of strings, numbers, truths, lists and maps
     * @return without a line end
     */
    public static String line(Map<String, ?> map) {
        return write(LINES, map);
    }

    /**
     * Writes a map for people to read.
     *
     * @param map of strings, numbers, truths, lists and maps
     * @return many lines
     */
    public static String indented(Map<String, ?> map) {
        return write(INDENTED, map);
    }

    private static String write(JSON how, Map<String, ?> map) {
        try {
            return how.asString(map);
        } catch (IOException impossible) {
            throw new IllegalStateException("plain maps are JSON", impossible);
        }
    }

    /**
     * Reads an object.
     *
     * @param text any
     * @return its fields
     * @throws IllegalArgumentException if the text is no JSON object, or more than one; the message repeats nothing of it
     */
    public static Map<String, Object> read(String text) {
        try (JsonParser parser = LINES.createParser(text)) {
            Map<String, Object> object = LINES.mapFrom(parser);
            if (object == null) { // the word null
                throw new IllegalArgumentException("no JSON object");
            }
            if (parser.nextToken() != null) { // the reader itself stops after the first value
                throw new IllegalArgumentException("more than one JSON object");
            }
            return object;
        } catch (IOException torn) {
            throw new IllegalArgumentException("no JSON object"); // the reader's message quotes the text
        }
    }
}
