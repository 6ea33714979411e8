/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Software that sends mail, and writes down what became of it. */
interface MailSender extends Closeable {
    /** Ask the resolver that validates, and believe what it says of that. */
    String RESOLVER = "nameserver 127.0.0.53\noptions edns0 trust-ad\n";

    String version();

    /** Hands it a message without a sender, for all of these. */
    void send(List<String> recipients);

    /** {@return by recipient what was done until now} */
    Map<String, Deed> deeds();

    /** {@return its log} */
    String words();

    @Override
    void close();

    /** {@return a log as far as it is written} */
    static String log(Machine machine, String path) {
        try {
            Path file = machine.path(path);
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String[] command(List<String> recipients, String... program) {
        List<String> all = new ArrayList<>(List.of(program));
        all.addAll(recipients);
        return all.toArray(String[]::new);
    }
}
