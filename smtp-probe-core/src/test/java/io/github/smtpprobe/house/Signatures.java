/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.house;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Types and signatures as one would write them, with {@code @Nullable}; every JDK prints its own in another way. */
final class Signatures {
    private Signatures() {}

    /** Without the packages that need no name: ours and the two of the JDK that everybody knows. */
    static String name(Class<?> type) {
        return type.getCanonicalName()
                .replaceFirst("^io\\.github\\.smtpprobe\\.", "")
                .replaceFirst("^java\\.(?:lang|util)\\.(?=[A-Z])", "");
    }

    static String of(AnnotatedType type) {
        String mark = type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "";
        if (type instanceof AnnotatedArrayType array) {
            return of(array.getAnnotatedGenericComponentType()) + (mark.isEmpty() ? "" : " " + mark) + "[]";
        }
        if (type instanceof AnnotatedParameterizedType given) {
            Type raw = ((ParameterizedType) given.getType()).getRawType();
            return mark
                    + name((Class<?>) raw)
                    + Arrays.stream(given.getAnnotatedActualTypeArguments())
                            .map(Signatures::of)
                            .collect(Collectors.joining(", ", "<", ">"));
        }
        if (type instanceof AnnotatedWildcardType any) {
            String lower = bound(" super ", any.getAnnotatedLowerBounds());
            return "?" + (lower.isEmpty() ? bound(" extends ", any.getAnnotatedUpperBounds()) : lower);
        }
        return mark
                + (type.getType() instanceof Class<?> plain
                        ? name(plain)
                        : type.getType().getTypeName());
    }

    private static String bound(String word, AnnotatedType... bounds) {
        String all = Arrays.stream(bounds).map(Signatures::of).collect(Collectors.joining(" & "));
        return all.isEmpty() || all.equals("Object") ? "" : word + all;
    }

    static String variables(TypeVariable<?>... variables) {
        return variables.length == 0
                ? ""
                : Arrays.stream(variables)
                        .map(each -> each.getName() + bound(" extends ", each.getAnnotatedBounds()))
                        .collect(Collectors.joining(", ", "<", ">"));
    }

    /** In brackets, with the exceptions behind them. */
    static String parameters(Executable called) {
        List<String> types = new ArrayList<>(Arrays.stream(called.getAnnotatedParameterTypes())
                .map(Signatures::of)
                .toList());
        if (called.isVarArgs()) {
            int last = types.size() - 1;
            types.set(last, types.get(last).replaceFirst("\\[]$", "..."));
        }
        String thrown = Arrays.stream(called.getAnnotatedExceptionTypes())
                .map(Signatures::of)
                .collect(Collectors.joining(", "));
        return "(" + String.join(", ", types) + ")" + (thrown.isEmpty() ? "" : " throws " + thrown);
    }

    /** What a type extends and implements, besides what all of its kind do. */
    static String supertypes(Class<?> type) {
        List<Class<?>> implied = List.of(Object.class, Enum.class, Record.class);
        boolean extending = type.getSuperclass() != null && !implied.contains(type.getSuperclass());
        Stream<AnnotatedType> above = extending ? Stream.of(type.getAnnotatedSuperclass()) : Stream.of();
        String extended = above.map(Signatures::of).collect(Collectors.joining());
        String implemented = Arrays.stream(type.getAnnotatedInterfaces())
                .map(Signatures::of)
                .sorted()
                .collect(Collectors.joining(", "));
        String word = type.isInterface() ? " extends " : " implements ";
        return (extended.isEmpty() ? "" : " extends " + extended) + (implemented.isEmpty() ? "" : word + implemented);
    }

    /** The value of a constant, which compilers copy into the callers' classes. */
    static String value(Field field) {
        boolean copied = Modifier.isStatic(field.getModifiers())
                && Modifier.isFinal(field.getModifiers())
                && (field.getType().isPrimitive() || field.getType() == String.class);
        try {
            return copied ? " = " + field.get(null) : "";
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException(field + " cannot be read", hidden);
        }
    }
}
