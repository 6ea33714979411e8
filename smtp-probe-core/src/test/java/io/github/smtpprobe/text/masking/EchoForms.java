/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.text.masking;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** The forms of a secret that the README promises to mask. */
public final class EchoForms {
    private EchoForms() {}

    /** What a server can make of a secret without much effort. */
    public static List<String> of(String secret) {
        byte[] octets = octets(secret);
        String base64 = base64(secret);
        String hex = HexFormat.of().formatHex(octets);
        StringBuilder entities = new StringBuilder();
        secret.codePoints().forEach(point -> entities.append("&#").append(point).append(';'));
        StringBuilder json = new StringBuilder();
        secret.chars().forEach(each -> json.append(String.format("\\u%04x", each)));
        List<String> forms =
                new ArrayList<>(List.of(secret, base64, base64.replace("=", ""), base64("\0ada\0" + secret)));
        forms.add(Base64.getUrlEncoder().encodeToString(octets));
        forms.add(base64("wrong: " + secret + " (sorry)"));
        forms.add(entities.toString());
        forms.add(hex.replaceAll("..", "%$0"));
        forms.add(hex.replaceAll("..", "=$0").toUpperCase(java.util.Locale.ROOT));
        forms.add(hex.replaceAll("..", "\\\\x$0"));
        forms.add(json.toString());
        forms.add(json.toString().toUpperCase(java.util.Locale.ROOT).replace("\\U", "\\u"));
        forms.add(json.toString().replace("\\u", "%u"));
        StringBuilder braces = new StringBuilder();
        secret.codePoints().forEach(point -> braces.append(String.format("\\u{%x}", point)));
        forms.add(braces.toString());
        forms.add(named(secret));
        forms.add(octets(octets, "\\%03o"));
        forms.add(octets(octets, "+%02X"));
        forms.add(secret.replaceAll("[ -~&&[^A-Za-z0-9]]", "\\\\$0"));
        forms.add(secret.replace("'", "''"));
        forms.add(secret.replace("\"", "\"\""));
        if (octets.length >= 4) {
            forms.add(octets(octets, "%02x:"));
            forms.add(octets(octets, " %02X").strip());
            forms.add(octets(octets, "-%02x").substring(1));
            forms.add(octets(octets, ", 0x%02x").substring(2));
            forms.add("[" + octets(octets, ", %d").substring(2) + "]");
            forms.add("[" + octets(octets, " %d").strip() + "]");
            forms.add(Arrays.toString(octets));
            forms.add(base64.replaceAll(".{4}(?=[^=])", "$0 "));
            forms.add(base64("x" + secret).replaceAll(".{6}(?=[^=])", "$0 "));
            forms.add(secret.replace(' ', '+'));
            forms.add(secret.replace(' ', '_'));
            forms.add(base64("x" + secret + "y"));
            forms.add(base64("xy" + secret));
            forms.add(hex);
            forms.add("a" + hex.toUpperCase(java.util.Locale.ROOT));
        }
        if (octets.length >= 4) {
            forms.addAll(quoted(secret));
            forms.addAll(listed(secret));
        }
        for (String undrawn :
                List.of("\u200B", "\u2060", "\u3164", "\uFE0F", "\u00AD", "\u001B[0m", "\u001B[1;31m", "\u0001")) {
            forms.add(secret.codePoints()
                    .mapToObj(Character::toString)
                    .collect(java.util.stream.Collectors.joining(undrawn)));
        }
        if (octets.length >= 8) {
            forms.add(each(secret, each -> each > ' ' && each < 0x7F ? each + 0xFEE0 : each));
            forms.add(new StringBuilder(secret).reverse().toString());
            forms.add(base64(base64("xyz" + secret)));
        }
        if (octets.length >= 8) {
            forms.add(each(secret, Character::toUpperCase));
            forms.add(each(secret, Character::toLowerCase));
            forms.add(each(secret, each -> each % 2 == 0 ? Character.toUpperCase(each) : Character.toLowerCase(each)));
            forms.add(each(secret, each -> each % 2 != 0 ? Character.toUpperCase(each) : Character.toLowerCase(each)));
        }
        return forms;
    }

    /** As programs and languages write what has quotation marks in it, or signs of theirs. */
    private static List<String> quoted(String secret) {
        return List.of(
                "'" + secret.replace("'", "'\\''") + "'",
                "'" + secret.replace("'", "'\"'\"'") + "'",
                "\"" + secret.replace("\"", "\"'\"'\"") + "\"",
                "'" + secret.replace("'", "' + \"'\" + '") + "'",
                "concat('" + secret.replace("'", "', \"'\", '") + "')",
                secret.replaceAll("[^A-Za-z0-9]", "`$0"),
                secret.replaceAll("[&|<>^%\"]", "^$0"),
                "\"" + secret.replaceAll(".", "\\\\$0") + "\"",
                secret.replaceAll("[%${}\\]]", "$0$0"),
                ldap(secret),
                "<![CDATA[" + secret.replace("]]>", "]]]]><![CDATA[>") + "]]>");
    }

    private static String ldap(String secret) {
        StringBuilder out = new StringBuilder();
        for (byte each : octets(secret)) {
            boolean plain = Character.isLetterOrDigit(each) && each > 0;
            out.append(plain ? String.valueOf((char) each) : String.format("\\%02x", each));
        }
        return out.toString();
    }

    /** Octet by octet or character by character, as numbers of every kind with every sign between them. */
    private static List<String> listed(String secret) {
        List<String> all = new ArrayList<>();
        for (String format : List.of(
                "%d|",
                "%d; ",
                "[%d]",
                "CHR(%d)||",
                "chr(%d).",
                "%d/",
                "%d-",
                "{%d}",
                "%d:",
                "<b>%d</b>",
                "(byte)%d,",
                "%du8, ",
                "\"%d\" ",
                "[char]%d+",
                "%%d%d",
                "Character.toString(%d) + ",
                "0x%02x; ",
                "0x%X|",
                "%xh ",
                "\\x%02x ",
                "[0x%02x]",
                "%02x|",
                "%02x;",
                "{%02X}",
                "CHR(0x%02x)||",
                "X'%02X'||",
                "\\%x ",
                "\\%o ",
                "%03o ",
                "0o%o,",
                "0%o, ",
                "$'\\%03o'",
                "%%%02x ")) {
            all.add(octets(octets(secret), format));
        }
        StringBuilder binary = new StringBuilder();
        for (byte each : octets(secret)) {
            binary.append("0b").append(Integer.toBinaryString(each & 0xFF)).append(' ');
        }
        all.add(binary.toString());
        all.add(binary.toString().replace("0b", "0"));
        for (String format : List.of(
                "&#%d; ",
                "&#%d ",
                "&#x%x; ",
                "U+%04X ",
                "\\u{%x} ",
                "CHR(%d)||",
                "NCHAR(%d) + ",
                "%d, ",
                "\\%06x",
                "\\U%08X ",
                "&#%05d;",
                "<x>%d</x>")) {
            StringBuilder points = new StringBuilder();
            secret.codePoints().forEach(each -> points.append(String.format(format, each)));
            all.add(points.toString());
        }
        for (String format : List.of("\\u%04x ", "%%u%04X;", "%d,", "0x%04x, ", "\\%04x")) {
            StringBuilder units = new StringBuilder();
            secret.chars().forEach(each -> units.append(String.format(format, each)));
            all.add(units.toString());
        }
        return all;
    }

    private static String octets(byte[] octets, String format) {
        StringBuilder out = new StringBuilder();
        for (byte each : octets) {
            out.append(String.format(format, each & 0xFF));
        }
        return out.toString();
    }

    private static String each(String text, IntUnaryOperator change) {
        return text.codePoints()
                .map(change)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** HTML's names of signs and of letters beyond ASCII. */
    private static String named(String text) {
        return text.replace("&", "&amp;")
                .replace("-", "&hyphen;")
                .replace("/", "&sol;")
                .replace("+", "&plus;")
                .replace(".", "&period;")
                .replace("@", "&commat;")
                .replace("_", "&lowbar;")
                .replace("=", "&equals;")
                .replace("!", "&excl;")
                .replace("[", "&lbrack;")
                .replace("]", "&rsqb;")
                .replace("\\", "&bsol;")
                .replace("'", "&apos;")
                .replace("%", "&percnt;")
                .replace("\u00FC", "&uuml;")
                .replace("\u00E9", "&eacute;")
                .replace("\u00DF", "&szlig;");
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(octets(text));
    }
}
