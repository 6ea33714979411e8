/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.transcript;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Domains of providers with millions of users, and of block lists: they say whose rule a refusal is, and nothing of who asked. */
final class ProviderNames {
    private static final List<String> DOMAINS = List.of(
            "google.com",
            "gmail.com",
            "googlemail.com",
            "outlook.com",
            "office365.com",
            "office.com",
            "microsoft.com",
            "hotmail.com",
            "live.com",
            "yahoo.com",
            "yahoodns.net",
            "aol.com",
            "icloud.com",
            "apple.com",
            "amazonaws.com",
            "sendgrid.net",
            "mailgun.org",
            "zoho.com",
            "yandex.net",
            "yandex.ru",
            "mail.ru",
            "gmx.net",
            "gmx.de",
            "web.de",
            "t-online.de",
            "ionos.com",
            "ovh.net",
            "qq.com",
            "163.com",
            "spamhaus.org",
            "spamcop.net",
            "sorbs.net",
            "barracudacentral.org",
            "abuseat.org");
    /** Labels in front of a provider's domain that are its own; any other may be a customer's. */
    private static final Set<String> LABELS = Set.of(
            "smtp",
            "mx",
            "mail",
            "imap",
            "www",
            "support",
            "help",
            "relay",
            "smtp-mail",
            "smtp-relay",
            "postmaster",
            "protection",
            "zen",
            "sbl",
            "xbl",
            "pbl",
            "dbl",
            "check",
            "go",
            "aka",
            "b",
            "bl",
            "l",
            "aspmx",
            "gmail-smtp-in",
            "accounts",
            "prod",
            "senders",
            "email-smtp",
            "in",
            "out");

    private ProviderNames() {}

    /** As much of a name, from its end, as is a provider's and no customer's. */
    static Optional<String> publicPart(String name) {
        for (String domain : DOMAINS) {
            if (name.equals(domain)) {
                return Optional.of(name);
            }
            if (name.endsWith("." + domain)) {
                String kept = domain;
                String before = name.substring(0, name.length() - domain.length() - 1);
                String[] labels = before.split("\\.", -1);
                for (int i = labels.length - 1; i >= 0 && LABELS.contains(labels[i]); i--) {
                    kept = labels[i] + "." + kept;
                }
                return Optional.of(kept);
            }
        }
        return Optional.empty();
    }
}
