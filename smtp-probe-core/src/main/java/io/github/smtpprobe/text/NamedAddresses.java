/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the IP addresses in a text, as they are written there. Each pattern begins with something rare and looks ahead for a
 * limited length, so that a long text is searched in linear time.
 */
public final class NamedAddresses {
    private static final Pattern ANYWHERE = Pattern.compile(
            "(?<![0-9.])(?:[0-9]{1,3}\\.){3}[0-9]{1,3}(?!\\.?[0-9])|\\[(?:IPv6:)?([0-9a-fA-F:]{3,39}:[0-9a-fA-F.:]{0,39})]");
    private static final Pattern IN_BRACKETS = Pattern.compile("\\[(?:IPv6:)?([0-9a-fA-F.:]{3,45})]");

    private NamedAddresses() {}

    /**
     * Finds IPv4 addresses anywhere, and IPv6 addresses in brackets.
     *
     * @param text any text
     * @return the addresses in order, without brackets; not all of them need be valid
     */
    public static List<String> anywhere(String text) {
        return text.indexOf('.') < 0 && text.indexOf('[') < 0 ? List.of() : found(ANYWHERE, text);
    }

    /**
     * Finds addresses in brackets, as in the reply to EHLO: {@code 250-mx.example.com Hello client.example.org [192.0.2.1]}.
     *
     * @param text any text
     * @return the addresses in order, without brackets; not all of them need be valid
     */
    public static List<String> inBrackets(String text) {
        return text.indexOf('[') < 0 ? List.of() : found(IN_BRACKETS, text);
    }

    private static List<String> found(Pattern pattern, String text) {
        List<String> all = new ArrayList<>();
        Matcher found = pattern.matcher(text);
        while (found.find()) {
            all.add(found.group(1) == null ? found.group() : found.group(1));
        }
        return all;
    }
}
