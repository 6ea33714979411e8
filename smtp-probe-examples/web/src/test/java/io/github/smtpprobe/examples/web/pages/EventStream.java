/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events (HTML Living Standard §9.2), comments included. */
final class EventStream implements AutoCloseable {
    private final InputStream in;
    private final BufferedReader lines;

    EventStream(InputStream in) {
        this.in = in;
        this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** {@return the next event or comment; null at the end} */
    @Nullable
    Event next() throws IOException {
        int id = 0;
        String name = "";
        StringBuilder data = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                if (!name.isEmpty() || data.length() > 0) {
                    return new Event(id, name, data.toString());
                }
            } else if (line.startsWith("id:")) {
                id = Integer.parseInt(line.substring(3).strip());
            } else if (line.startsWith("event:")) {
                name = line.substring(6).strip();
            } else if (line.startsWith("data:") || line.startsWith(":")) {
                data.append(line.startsWith(":") ? line : line.substring(5));
            }
        }
        return null;
    }

    Event awaitNamed(String name) throws IOException {
        for (Event next = next(); next != null; next = next()) {
            if (next.name().equals(name)) {
                return next;
            }
        }
        throw new AssertionError("the stream ended without " + name);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
