/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.house;

import io.github.smtpprobe.harness.ExportedTypes;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The exported API as text: a line for each type, and below it, indented, one for each member that users can name. Constants and
 * components stand in the order of the code, which users can see; all else is sorted. What a line does not say goes without saying:
 * a member is public, an interface's is abstract, and a record has its accessors and its constructor.
 */
final class ApiListing {
    private static final int INHERITED_BY_ALL = Modifier.PUBLIC | Modifier.PROTECTED;

    private ApiListing() {}

    static List<String> of(List<Class<?>> types) {
        List<String> lines = new ArrayList<>();
        types.stream().sorted(Comparator.comparing(Signatures::name)).forEach(type -> {
            lines.add(header(type));
            members(type).forEach(member -> lines.add("    " + member));
        });
        return lines;
    }

    private static String header(Class<?> type) {
        boolean sealed = type.isSealed();
        String permitted = sealed
                ? Arrays.stream(type.getPermittedSubclasses())
                        .map(Signatures::name)
                        .sorted()
                        .collect(Collectors.joining(", "))
                : "";
        return modifiers(type) + kind(type) + " " + Signatures.name(type)
                + Signatures.variables(type.getTypeParameters())
                + Signatures.supertypes(type)
                + (sealed ? " permits " + permitted : "");
    }

    private static String kind(Class<?> type) {
        return type.isAnnotation()
                ? "@interface"
                : type.isInterface() ? "interface" : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
    }

    private static String modifiers(Class<?> type) {
        boolean implied = type.isInterface() || type.isEnum() || type.isRecord();
        boolean inner = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
        return deprecated(type.isAnnotationPresent(Deprecated.class))
                + (Modifier.isProtected(type.getModifiers()) ? "protected " : "")
                + (inner ? "inner " : "")
                + (implied ? "" : Modifier.toString(type.getModifiers() & (Modifier.ABSTRACT | Modifier.FINAL)) + " ")
                        .replaceFirst("^ ", "")
                + (type.isSealed() ? "sealed " : "");
    }

    private static String deprecated(boolean is) {
        return is ? "@Deprecated " : "";
    }

    private static List<String> members(Class<?> type) {
        List<String> lines = new ArrayList<>();
        if (type.isEnum()) {
            Arrays.stream(type.getEnumConstants()).forEach(each -> lines.add("constant " + ((Enum<?>) each).name()));
        }
        if (type.isRecord()) {
            Arrays.stream(type.getRecordComponents())
                    .forEach(each ->
                            lines.add("component " + Signatures.of(each.getAnnotatedType()) + " " + each.getName()));
        }
        Set<String> sorted = new TreeSet<>();
        owners(type).forEach(owner -> {
            fields(owner).forEach(sorted::add);
            if (owner == type) {
                constructors(owner).forEach(sorted::add);
            }
            methods(type, owner).forEach(sorted::add);
        });
        sorted.stream().map(line -> line.substring(line.indexOf('\t') + 1)).forEach(lines::add);
        return lines;
    }

    /** A type, and those above it that users cannot name, though they inherit from them. */
    private static Stream<Class<?>> owners(Class<?> type) {
        return Stream.concat(
                Stream.of(type),
                Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
                        .filter(above -> !ExportedTypes.visible(above))
                        .flatMap(ApiListing::owners));
    }

    private static boolean seen(Class<?> type, Member member) {
        boolean inheritable = !Modifier.isFinal(type.getModifiers());
        return !member.isSynthetic()
                && (member.getModifiers() & (inheritable ? INHERITED_BY_ALL : Modifier.PUBLIC)) != 0;
    }

    /** With a key before it, by which it is sorted: fields, constructors, methods. */
    private static Stream<String> fields(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(field -> seen(type, field) && !field.isEnumConstant())
                .map(field -> "1 " + field.getName() + "\t" + modifiers(field) + Signatures.of(field.getAnnotatedType())
                        + " " + field.getName() + Signatures.value(field));
    }

    private static Stream<String> constructors(Class<?> type) {
        return Arrays.stream(type.getDeclaredConstructors())
                .filter(made -> seen(type, made) && !canonical(type, made))
                .map(made -> {
                    String text = Signatures.parameters(made);
                    return "2 " + text + "\t" + modifiers(made) + Signatures.variables(made.getTypeParameters()) + "new"
                            + text;
                });
    }

    private static boolean canonical(Class<?> type, Constructor<?> made) {
        return type.isRecord()
                && Arrays.equals(
                        made.getGenericParameterTypes(),
                        Arrays.stream(type.getRecordComponents())
                                .map(each -> each.getGenericType())
                                .toArray(Type[]::new));
    }

    private static Stream<String> methods(Class<?> type, Class<?> owner) {
        return Arrays.stream(owner.getDeclaredMethods())
                .filter(method -> seen(type, method) && !implied(owner, method))
                .map(method -> {
                    String text = method.getName() + Signatures.parameters(method);
                    String variables = Signatures.variables(method.getTypeParameters());
                    return "3 " + text + "\t" + modifiers(method) + variables + (variables.isEmpty() ? "" : " ")
                            + Signatures.of(method.getAnnotatedReturnType()) + " " + text;
                });
    }

    /** Whether every object, every enum or this record has the method anyway. */
    private static boolean implied(Class<?> owner, Method method) {
        String name = method.getName();
        int parameters = method.getParameterCount();
        boolean objects = (name.equals("equals") && parameters == 1)
                || (Set.of("hashCode", "toString").contains(name) && parameters == 0);
        boolean enums = owner.isEnum()
                && Modifier.isStatic(method.getModifiers())
                && Set.of("values", "valueOf").contains(name);
        boolean records = owner.isRecord()
                && parameters == 0
                && Arrays.stream(owner.getRecordComponents())
                        .anyMatch(each -> each.getName().equals(name));
        return objects || enums || records;
    }

    private static String modifiers(Field field) {
        return deprecated(field.isAnnotationPresent(Deprecated.class)) + words(field);
    }

    private static String modifiers(Executable called) {
        boolean standard = called instanceof Method method && method.isDefault();
        return deprecated(called.isAnnotationPresent(Deprecated.class)) + (standard ? "default " : "") + words(called);
    }

    /** What is public, or final in a class that is, is not worth a word. */
    private static String words(Member member) {
        Class<?> owner = member.getDeclaringClass();
        int abstracts = owner.isInterface() ? 0 : Modifier.ABSTRACT;
        int modifiers = member.getModifiers() & (Modifier.PROTECTED | Modifier.STATIC | abstracts | Modifier.FINAL);
        if (owner.isInterface() || Modifier.isFinal(owner.getModifiers()) || Modifier.isStatic(modifiers)) {
            modifiers &= ~Modifier.FINAL;
        }
        String text = Modifier.toString(modifiers);
        return text.isEmpty() ? "" : text + " ";
    }
}
