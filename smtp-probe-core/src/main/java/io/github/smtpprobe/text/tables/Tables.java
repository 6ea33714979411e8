/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text.tables;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Reads the tables that ship with the library: one row per line, cells separated by tabs, comments after a number sign. */
public final class Tables {
    private Tables() {}

    /**
     * Reads a table.
     *
     * @param owner a class in the package of the file
     * @param file  its name
     * @param row   makes a row from its cells
     * @param <T>   the type of the rows
     * @return the rows in order
     */
    public static <T> List<T> of(Class<?> owner, String file, Function<String[], T> row) {
        try (InputStream in = Objects.requireNonNull(owner.getResourceAsStream(file), file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> row.apply(line.split("\t", -1)))
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException("the library's own file " + file + " cannot be read", broken);
        }
    }
}
