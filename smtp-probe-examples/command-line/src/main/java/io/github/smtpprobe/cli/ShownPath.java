/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.cli;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The path of a file in messages. It is only repeated if it can be nothing but the name of a file, judging by its suffix or
 * because it is a device. Anything else may be a password that was typed in the wrong place, and error messages end up in logs.
 */
public final class ShownPath {
    private static final Pattern DEVICE = Pattern.compile("/dev/(?:null|full|zero|tty|stdin|stdout|stderr)");
    private static final Pattern NAME = Pattern.compile("(?:[\\p{L}\\p{N}._/\\\\: ~+-]{0,300}[\\p{L}\\p{N}_ ~+-])?"
            + "\\.(?:pem|crt|cer|der|p12|pfx|key|txt|csv|tsv|list|lst|json|jsonl|log|eml|html?|xml|sarif|prom|conf"
            + "|cfg|ini|properties|journal|pdf|png|jpe?g|zip|gz)");

    private ShownPath() {}

    /**
     * The path, to be added to a message.
     *
     * @param path as it was typed
     * @return a colon and the path in quotes; an empty text if it may be something else
     */
    public static String of(Path path) {
        return of(path.toString());
    }

    static String of(String path) {
        return DEVICE.matcher(path).matches() || NAME.matcher(path).matches() ? ": \"" + path + "\"" : "";
    }
}
