/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.diagnosis.domain;

import io.github.smtpprobe.outlook.Forecast;
import io.github.smtpprobe.outlook.Outlook;
import io.github.smtpprobe.outlook.Prospect;
import io.github.smtpprobe.outlook.SenderOutlook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What certain senders do, as a sentence without its full stop. It is derived from the outlook, so that no text of a finding
 * can contradict it.
 */
final class Foretold {
    /** Senders that apply TLSA records. */
    static final Map<String, String> DANE = named("postfix-dane", "Postfix at level dane", "exim", "Exim");

    /** Senders that apply MTA-STS policies. */
    static final Map<String, String> MTA_STS = named("gmail", "Gmail");

    /** What becomes of mail, as far as sentences distinguish it. */
    private enum Fate {
        FAILS,
        CHANCE,
        VERIFIES,
        ENCRYPTS,
        CLEAR,
        NOT_KNOWN;

        static Fate of(Forecast forecast) {
            boolean better = forecast.better().filter(Prospect::delivers).isPresent();
            return switch (forecast.prospect()) {
                case QUEUED, BOUNCED -> better ? CHANCE : FAILS;
                case VERIFIED -> VERIFIES;
                case ENCRYPTED -> ENCRYPTS;
                case CLEAR -> CLEAR;
                case NOT_KNOWN -> NOT_KNOWN;
            };
        }
    }

    private final Optional<Outlook> outlook;

    Foretold(Optional<Outlook> outlook) {
        this.outlook = outlook;
    }

    private static Map<String, String> named(String... pairs) {
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            all.put(pairs[i], pairs[i + 1]);
        }
        all.put("exchange-online", "Exchange Online");
        return all;
    }

    /** What they do at one exchanger; empty if the outlook contains none of them. */
    String ofHost(String host, Map<String, String> senders) {
        return sentence(senders, host);
    }

    /** What they do with mail for the domain. */
    String ofDomain(Map<String, String> senders) {
        return sentence(senders, "");
    }

    private String sentence(Map<String, String> senders, String host) {
        Map<Fate, List<SenderOutlook>> fates = new LinkedHashMap<>();
        for (String token : senders.keySet()) {
            outlook.flatMap(all -> all.sender(token))
                    .ifPresent(sender -> forecast(sender, host)
                            .ifPresent(forecast -> fates.computeIfAbsent(Fate.of(forecast), key -> new ArrayList<>())
                                    .add(sender)));
        }
        List<String> parts = new ArrayList<>();
        for (Fate fate : Fate.values()) {
            List<SenderOutlook> all = fates.getOrDefault(fate, List.of());
            if (!all.isEmpty()) {
                parts.add(part(fate, all, senders, host));
            }
        }
        String words = String.join("; ", parts);
        return words.isEmpty() ? "" : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static Optional<Forecast> forecast(SenderOutlook sender, String host) {
        return host.isEmpty()
                ? Optional.of(sender.domain())
                : sender.hosts().stream()
                        .filter(each -> each.host().equals(host))
                        .findFirst()
                        .map(SenderOutlook.OfHost::forecast);
    }

    private static String part(Fate fate, List<SenderOutlook> all, Map<String, String> names, String host) {
        boolean one = all.size() == 1;
        List<String> words =
                all.stream().map(each -> names.getOrDefault(each.sender(), "")).toList();
        String who = one
                ? words.get(0)
                : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.get(words.size() - 1);
        String to = host.isEmpty() ? "" : " to this exchanger";
        return switch (fate) {
            case FAILS -> who + (one ? " does" : " do") + " not deliver" + to + mail(all);
            case CHANCE ->
                "whether " + who + (one ? " delivers" : " deliver") + to
                        + " depends on the address or certificate met there";
            case VERIFIES -> who + (one ? " delivers and verifies " : " deliver and verify ") + pronoun(host);
            case ENCRYPTS -> who + (one ? " delivers" : " deliver") + " without verifying " + pronoun(host);
            case CLEAR -> who + (one ? " delivers" : " deliver") + " in clear text";
            case NOT_KNOWN -> "what " + who + (one ? " does" : " do") + " is not known";
        };
    }

    private static String pronoun(String host) {
        return host.isEmpty() ? "another exchanger" : "it";
    }

    /** What becomes of the mail of those that do not deliver to an exchanger. */
    private static String mail(List<SenderOutlook> all) {
        Set<Prospect> ends = all.stream()
                .filter(each -> !each.domain().byChance())
                .map(each -> each.domain().prospect())
                .collect(Collectors.toSet());
        if (ends.equals(Set.of(Prospect.QUEUED))) {
            return ", so that the mail waits";
        }
        if (!ends.isEmpty() && ends.stream().allMatch(Prospect::fails)) {
            return ends.size() == 1 ? ", and the mail is returned" : ", and the mail waits or is returned";
        }
        return !ends.isEmpty() && ends.stream().allMatch(Prospect::delivers) ? ", and another one takes the mail" : "";
    }
}
