/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import io.github.smtpprobe.catalogue.ReplyCatalogue;
import io.github.smtpprobe.render.HtmlReport;
import io.github.smtpprobe.report.Attempt;
import io.github.smtpprobe.report.ProbeReport;
import io.github.smtpprobe.transcript.Entry;
import io.github.smtpprobe.transcript.Transcript;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every form in which the library shows a report, an attempt or a transcript, found by reflection: a new one takes part in all
 * sweeps over what is shown. It fails for one that it cannot call, until it is told here how.
 */
public final class OutputForms {
    private static final String RENDERERS = "io.github.smtpprobe.render.";
    private static final List<Class<?>> SUBJECTS =
            List.of(ProbeReport.class, Attempt.class, Transcript.class, Entry.class);
    private static final Pattern COLOURS = Pattern.compile("\u001B\\[[0-9]+m");
    private static final List<Executable> FORMS = forms(exported());

    private OutputForms() {}

    private static List<Class<?>> exported() {
        try {
            return ExportedTypes.all();
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
    }

    /** What takes a report or a part of one and returns text, or a renderer of the library's. */
    public static List<Executable> forms(Collection<Class<?>> types) {
        return types.stream()
                .flatMap(type -> Stream.<Executable>concat(
                        Arrays.stream(type.getDeclaredMethods()).filter(OutputForms::tells),
                        renderer(type) ? Arrays.stream(type.getDeclaredConstructors()) : Stream.empty()))
                .filter(each -> Modifier.isPublic(each.getModifiers()) && !each.isSynthetic())
                .filter(each -> Arrays.stream(each.getParameterTypes()).anyMatch(SUBJECTS::contains))
                .sorted(Comparator.comparing(Executable::toString))
                .toList();
    }

    private static boolean tells(Method method) {
        Class<?> type = method.getReturnType();
        return CharSequence.class.isAssignableFrom(type) || renderer(method.getDeclaringClass()) || renderer(type);
    }

    private static boolean renderer(Class<?> type) {
        return type.getName().startsWith(RENDERERS);
    }

    /** {@return their names, such as {@code TextReport.render}} */
    public static List<String> names() {
        return FORMS.stream()
                .map(each -> each.getDeclaringClass().getSimpleName() + "." + each.getName())
                .distinct()
                .toList();
    }

    /**
     * All that is shown of a report by itself and by every form.
     *
     * @param report any
     * @return texts, without the escape sequences that are our own
     */
    public static List<String> of(ProbeReport report) {
        return of(report, true);
    }

    /** The same, where pages are shown of some reports only: one takes milliseconds. */
    public static List<String> of(ProbeReport report, boolean pages) {
        List<String> all = new ArrayList<>(List.of(
                report.toString(),
                report.summary(),
                report.publicSummary(),
                report.asMap().toString()));
        FORMS.stream()
                .filter(form -> pages || form.getDeclaringClass() != HtmlReport.class)
                .forEach(form -> all.addAll(shown(form, report)));
        return all;
    }

    /** What one form shows of a report and of all its parts. */
    public static List<String> shown(Executable form, ProbeReport report) {
        List<Object> subjects = new ArrayList<>(List.of(report));
        subjects.addAll(report.attempts());
        report.attempts().forEach(each -> subjects.add(each.transcript()));
        report.attempts().forEach(each -> subjects.addAll(each.transcript().entries()));
        return subjects.stream()
                .filter(each -> Arrays.stream(form.getParameterTypes()).anyMatch(type -> type.isInstance(each)))
                .map(each -> COLOURS.matcher(text(form, each)).replaceAll(""))
                .toList();
    }

    private static String text(Executable form, Object subject) {
        StringBuilder written = new StringBuilder();
        Object[] arguments = Arrays.stream(form.getParameterTypes())
                .map(type -> argument(type, subject, written))
                .toArray();
        Object result;
        try {
            if (form instanceof Method method && Modifier.isStatic(method.getModifiers())) {
                result = method.invoke(null, arguments);
            } else if (form instanceof java.lang.reflect.Constructor<?> constructor) {
                result = constructor.newInstance(arguments);
            } else {
                throw new AssertionError("tell OutputForms what to call it on: " + form);
            }
        } catch (ReflectiveOperationException failed) {
            throw new AssertionError(form.toString(), failed);
        }
        Object told = result instanceof Optional<?> optional && optional.isEmpty() ? "" : result;
        return written + (told == null ? "" : told instanceof CharSequence ? told.toString() : Accessors.texts(told));
    }

    private static Object argument(Class<?> type, Object subject, StringBuilder written) {
        if (type == int.class) {
            return 60; // a width
        }
        if (type == boolean.class) {
            return true; // colours
        }
        return Stream.of(subject, ReplyCatalogue.standard(), written)
                .filter(type::isInstance)
                .findFirst()
                .orElseThrow(() -> new AssertionError("tell OutputForms what to give for a " + type));
    }
}
