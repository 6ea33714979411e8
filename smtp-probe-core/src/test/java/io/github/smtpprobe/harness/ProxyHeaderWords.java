/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import io.github.smtpprobe.request.ProxyHeader;
import java.util.HexFormat;

/** A PROXY header as tables and dialogues of tests write it: {@code v1}, {@code v2 192.0.2.1:40000 192.0.2.2:25}, {@code octets 00}. */
public final class ProxyHeaderWords {
    private ProxyHeaderWords() {}

    public static ProxyHeader header(String text) {
        String[] words = text.split(" ");
        if (words[0].equals("octets")) {
            return ProxyHeader.ofOctets(HexFormat.of().parseHex(words[1]));
        }
        ProxyHeader header = words[0].equals("v1") ? ProxyHeader.v1() : ProxyHeader.v2();
        String second = words.length > 1 ? words[1] : "";
        return switch (second) {
            case "" -> header;
            case "unknown" -> ProxyHeader.unknown();
            case "local" -> ProxyHeader.local();
            default -> header.source(second).destination(words[2]);
        };
    }
}
