/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.request;

import io.github.smtpprobe.request.Problem.Code;
import java.util.ArrayList;
import java.util.List;

/**
 * The check that a login is complete. A program with a user but no password continues without a login. A probe that passed in
 * this way would say nothing about the login, and nobody should think that it does. A program with a password but no user uses
 * the name of the account.
 */
final class MailLoginParts {
    private final MailSettings settings;
    private final MailFaults faults;
    private final List<String> users;
    private final List<String> passwords;
    private final String auth;

    MailLoginParts(MailSettings settings, MailFaults faults, String[] users, String[] passwords) {
        this.settings = settings;
        this.faults = faults;
        this.users = List.of(users);
        this.passwords = List.of(passwords);
        this.auth = settings.own("auth");
    }

    void check() {
        boolean user = users.stream().anyMatch(settings::given);
        boolean password = passwords.stream().anyMatch(settings::given);
        boolean whole = user && password;
        if (settings.on(auth, false)) {
            if (!whole) {
                demanded(user, password);
            }
        } else if (whole) {
            notDemanded();
        } else if (user) {
            userAlone();
        } else if (password) {
            faults.error(
                    key(passwords),
                    Code.INCOMPLETE,
                    "is set, and " + faults.name(key(users))
                            + " is empty or missing: the program would log in as nobody, or as the account that it runs"
                            + " under");
        }
    }

    private void demanded(boolean user, boolean password) {
        List<String> missing = new ArrayList<>();
        if (!user) {
            missing.add(faults.name(key(users)));
        }
        if (!password) {
            missing.add(faults.name(key(passwords)));
        }
        String are = missing.size() > 1 ? " are" : " is";
        faults.error(
                auth,
                Code.INCOMPLETE,
                "asks for a login, and " + String.join(" and ", missing) + are + " empty or missing");
    }

    private void notDemanded() {
        faults.warning(
                auth,
                Code.INCOMPLETE,
                "is not true, so that the program " + (settings.ofBoot() ? "" : "asks no Authenticator, and ")
                        + "goes on without a login where the server offers none; the probe demands the login");
    }

    private void userAlone() {
        if (passwords.stream().anyMatch(settings::empty)) {
            faults.error(key(passwords), Code.INCOMPLETE, "is empty, and there is no login with an empty password");
            return;
        }
        faults.warning(
                key(users),
                Code.INCOMPLETE,
                "is set, and " + faults.name(key(passwords))
                        + " is missing: the probe does not log in, nor does the program"
                        + (settings.ofBoot() ? "" : ", unless it hands over a password of its own"));
    }

    /** The setting that is given, otherwise one that is empty, otherwise the usual one. */
    private String key(List<String> names) {
        return names.stream()
                .filter(settings::given)
                .findFirst()
                .or(() -> names.stream().filter(settings::empty).findFirst())
                .orElse(names.get(settings.ofBoot() ? 0 : 1));
    }
}
