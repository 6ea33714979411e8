/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.monitoring;

import io.github.smtpprobe.request.InvalidRequest;
import io.github.smtpprobe.request.ProbeRequest;
import io.github.smtpprobe.request.TlsMode;
import io.github.smtpprobe.sasl.Credentials;
import io.github.smtpprobe.sasl.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A named set of options for {@link ProbeEndpoint}, read from {@code smtp-probe.modules.NAME.*}:
 *
 * <ul>
 *   <li>{@code tls}: {@code plain}, {@code starttls-if-offered}, {@code starttls} or {@code implicit-tls}; the default is the
 *       usual mode of the port
 *   <li>{@code port}: the port if the target has none; the default is the port of the mode, and without a mode 587, 465 and 2525
 *       until one works
 *   <li>{@code user} with {@code password} or {@code token} (a bearer token), and {@code mechanisms}. These require
 *       {@code targets}, because anybody who can choose the server could otherwise have the login sent to their own server
 *   <li>{@code targets}: the only servers that this module may probe, as in {@link AllowedTargets}
 *   <li>{@code from}, {@code to}: the addresses to try in MAIL and RCPT; no mail is sent
 *   <li>{@code deadline}: 30 seconds by default, at most 1 hour; a scrape's own timeout can shorten it
 *   <li>{@code ehlo}: the name for EHLO
 * </ul>
 *
 * <p>Immutable and thread-safe; {@code toString} contains no secret.
 */
final class ProbeModule {
    private static final Set<String> SETTINGS = Set.of(
            "tls", "port", "user", "password", "token", "mechanisms", "targets", "from", "to", "deadline", "ehlo");

    private final String name;
    private final Map<String, String> given;
    private final AllowedTargets targets;
    private final int port;
    private final @Nullable TlsMode tls;
    private final Duration deadline;

    private ProbeModule(String name, Map<String, String> given) {
        this.name = name;
        this.given = Map.copyOf(given);
        for (String each : given.keySet()) {
            if (!SETTINGS.contains(each)) {
                throw RefusedStart.of(
                        setting(each),
                        "is not a setting of a module; there are "
                                + String.join(", ", SETTINGS.stream().sorted().toList()));
            }
        }
        port = given.containsKey("port") ? SettingReader.number(setting("port"), text("port"), 1, 65_535) : 0;
        tls = given.containsKey("tls") ? mode() : null;
        deadline = given.containsKey("deadline")
                ? SettingReader.time(setting("deadline"), text("deadline"), Duration.ofMillis(100), Duration.ofHours(1))
                : Duration.ofSeconds(30);
        targets = targets();
        login();
        sample();
    }

    /**
     * Reads a module.
     *
     * @param name  the name of the module
     * @param given its settings by name, in lower case and without hyphens
     * @return the module
     * @throws RefusedStart naming the setting that is wrong
     */
    static ProbeModule of(String name, Map<String, String> given) {
        return new ProbeModule(name, given);
    }

    private String text(String setting) {
        return given.getOrDefault(setting, "").strip();
    }

    private String setting(String last) {
        return "smtp-probe.modules." + name + "." + last;
    }

    private TlsMode mode() {
        return TlsMode.ofToken(text("tls"))
                .orElseThrow(() -> RefusedStart.of(
                        setting("tls"), "must be plain, starttls-if-offered, starttls or implicit-tls"));
    }

    private AllowedTargets targets() {
        try {
            return AllowedTargets.of(list("targets"));
        } catch (IllegalArgumentException wrong) {
            throw RefusedStart.of(setting("targets"), "has an entry that " + wrong.getMessage());
        }
    }

    private List<String> list(String setting) {
        return Arrays.stream(text(setting).split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    private boolean logsIn() {
        return given.containsKey("password") || given.containsKey("token");
    }

    private void login() {
        if (given.containsKey("password") && given.containsKey("token")) {
            throw RefusedStart.of(setting("token"), "must not be given together with a password");
        }
        if (logsIn() != given.containsKey("user")) {
            throw RefusedStart.of(
                    setting(logsIn() ? "user" : "password"), logsIn() ? "is missing" : "or a token is missing");
        }
        if (logsIn() && targets.isEmpty()) {
            throw RefusedStart.of(setting("targets"), "must name the servers that may receive the login");
        }
        if (logsIn() && tls == TlsMode.PLAIN) {
            throw RefusedStart.of(setting("tls"), "must not be plain with a login, which is never sent in clear text");
        }
        if (given.containsKey("to") && !given.containsKey("from")) {
            throw RefusedStart.of(setting("from"), "is missing");
        }
    }

    /** Reports, when the application starts, settings that no target could make valid. */
    private void sample() {
        try {
            request(new GivenTarget("example.com", 0), deadline);
        } catch (InvalidRequest wrong) {
            List<String> lines = new ArrayList<>();
            wrong.problems().forEach(each -> lines.add(setting(word(each.field())) + " " + each.message()));
            throw RefusedStart.of(lines);
        }
    }

    private static String word(String field) {
        String last = field.replaceFirst("^(credentials|envelope)\\.?", "").replaceFirst("\\[.*", "");
        return switch (last) {
            case "" -> "user";
            case "heloName" -> "ehlo";
            default -> last;
        };
    }

    /**
     * Creates the request for a target.
     *
     * @param target the server
     * @param most   the longest time that the probe may take
     * @return the request
     * @throws InvalidRequest if the target is invalid
     */
    ProbeRequest request(GivenTarget target, Duration most) {
        int asked = target.port() > 0 ? target.port() : port > 0 ? port : ofMode();
        ProbeRequest.Builder request =
                asked > 0 ? ProbeRequest.to(target.host(), asked) : ProbeRequest.to(target.host());
        if (tls != null) {
            request.tls(tls);
        }
        if (given.containsKey("password")) {
            request.password(text("user"), given.getOrDefault("password", "").toCharArray());
        } else if (given.containsKey("token")) {
            request.credentials(Credentials.bearer(text("user"), left -> Secret.of(text("token"))));
        }
        if (given.containsKey("mechanisms")) {
            request.mechanisms(list("mechanisms").toArray(String[]::new));
        }
        if (given.containsKey("from")) {
            request.envelope(text("from"), list("to").toArray(String[]::new));
        }
        if (given.containsKey("ehlo")) {
            request.heloName(text("ehlo"));
        }
        return request.deadline(most.compareTo(deadline) < 0 ? most : deadline).build();
    }

    private int ofMode() {
        return tls == null
                ? 0
                : switch (tls) {
                    case IMPLICIT_TLS -> 465;
                    case STARTTLS -> 587;
                    case PLAIN, STARTTLS_IF_OFFERED -> 25;
                };
    }

    /** {@return whether this module may be used for the request} */
    boolean allows(ProbeRequest request) {
        return targets.isEmpty() || targets.allow(request, port);
    }

    /** {@return the port that the operator set for this module, or 0 for none} */
    int port() {
        return port;
    }

    @Override
    public String toString() {
        return "ProbeModule[" + name + "]";
    }
}
