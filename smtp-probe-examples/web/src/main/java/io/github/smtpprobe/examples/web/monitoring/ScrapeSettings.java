/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.monitoring;

import io.github.smtpprobe.request.ProbeRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The settings of {@link ProbeEndpoint}, which are read once when the application starts:
 *
 * <ul>
 *   <li>{@code smtp-probe.modules.NAME.*}, as described in {@link ProbeModule}; a name consists of letters, digits, {@code _} and
 *       {@code -}. There is always a module {@code default}, which probes without a login unless the settings say otherwise
 *   <li>{@code smtp-probe.scrape.targets}: the servers that may be probed by clients that are not logged in to this application,
 *       as in {@link AllowedTargets}
 *   <li>{@code smtp-probe.scrape.at-once}: how many probes may run at once, from 1 to 200; 10 by default
 * </ul>
 *
 * <p>Immutable and thread-safe.
 */
@Component
@ConditionalOnProperty(name = "smtp-probe.scrape.enabled", havingValue = "true")
class ScrapeSettings {
    private static final String TARGETS = "smtp-probe.scrape.targets";
    private static final String STANDARD = "default";

    private final Map<String, ProbeModule> modules = new TreeMap<>();
    private final AllowedTargets targets;
    private final int atOnce;

    ScrapeSettings(Environment environment) {
        Map<String, Map<String, String>> given = given(environment);
        given.putIfAbsent(STANDARD, Map.of());
        given.forEach((name, settings) -> modules.put(name, ProbeModule.of(name, settings)));
        targets = targets(environment);
        atOnce = new SettingReader(environment).number("smtp-probe.scrape.at-once", 10, 1, 200);
    }

    private static Map<String, Map<String, String>> given(Environment environment) {
        Map<String, Map<String, String>> modules = new TreeMap<>();
        Binder.get(environment)
                .bind("smtp-probe.modules", Bindable.mapOf(String.class, String.class))
                .ifBound(all -> new TreeMap<>(all).forEach((path, value) -> put(modules, path, value)));
        return modules;
    }

    /** Joins the elements of a list, such as {@code relay.to[1]}, to one text with commas. */
    private static void put(Map<String, Map<String, String>> modules, String path, String value) {
        int dot = path.indexOf('.');
        String name = dot < 0 ? path : path.substring(0, dot);
        if (!name.matches("[A-Za-z0-9_-]{1,60}") || dot < 0) {
            throw RefusedStart.of(
                    "smtp-probe.modules", "must have names of letters, digits, _ and -, each with settings");
        }
        String setting = path.substring(dot + 1)
                .replaceFirst("[.\\[][0-9]+\\]?$", "")
                .replace("-", "")
                .toLowerCase(Locale.ROOT);
        modules.computeIfAbsent(name, each -> new HashMap<>()).merge(setting, value, (one, two) -> one + "," + two);
    }

    private static AllowedTargets targets(Environment environment) {
        BindResult<String[]> given = Binder.get(environment).bind(TARGETS, Bindable.of(String[].class));
        List<String> texts = given.isBound() ? List.of(given.get()) : List.of();
        try {
            return AllowedTargets.of(texts.stream().map(String::strip).toList());
        } catch (IllegalArgumentException wrong) {
            throw RefusedStart.of(TARGETS, "has an entry that " + wrong.getMessage());
        }
    }

    Optional<ProbeModule> module(String name) {
        return Optional.ofNullable(modules.get(name.isEmpty() ? STANDARD : name));
    }

    /** {@return whether a client that is not logged in may have it probed} */
    boolean open(ProbeRequest request, ProbeModule module) {
        return targets.allow(request, module.port());
    }

    int atOnce() {
        return atOnce;
    }
}
