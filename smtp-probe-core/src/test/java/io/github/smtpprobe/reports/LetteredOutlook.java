/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.reports;

import io.github.smtpprobe.outlook.Outlook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An outlook by the letters of the matrix: V verified, T encrypted, C in clear, Q queued, B bounced, anything else not known. */
final class LetteredOutlook {
    private LetteredOutlook() {}

    /** A forecast for each of the letters, of Gmail, Postfix and Exchange Online in turn: the domain's first. */
    static Outlook of(String row, String why, List<String> hosts, String... letters) {
        List<Object> senders = new ArrayList<>();
        List<String> tokens = List.of("gmail", "postfix-dane", "exchange-online");
        List<String> names = List.of("Gmail", "Postfix with security level dane", "Exchange Online");
        for (int i = 0; i < letters.length; i++) {
            String[] each = letters[i].split(" ");
            List<Object> cells = new ArrayList<>();
            for (int j = 0; j < hosts.size(); j++) {
                cells.add(Map.of("host", hosts.get(j), "forecast", forecast(each[j + 1], row, why)));
            }
            senders.add(Map.of(
                    "sender", tokens.get(i),
                    "name", names.get(i),
                    "domain", forecast(each[0], row, why),
                    "hosts", cells));
        }
        return Outlook.fromMap(Map.of("senders", senders));
    }

    private static Map<String, Object> forecast(String letters, String row, String why) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("prospect", prospect(letters.charAt(0)));
        if (letters.length() > 1) {
            map.put("better", prospect(letters.charAt(2)));
        }
        map.put("why", why);
        if (!row.isEmpty()) {
            map.put("row", Integer.parseInt(row));
            map.put("read", "2026-11");
            map.put("source", "RFC 7672");
        }
        return map;
    }

    private static String prospect(char letter) {
        return switch (letter) {
            case 'V' -> "verified";
            case 'T' -> "encrypted";
            case 'C' -> "clear";
            case 'Q' -> "queued";
            case 'B' -> "bounced";
            default -> "not-known";
        };
    }
}
