/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All text that can be reached from a value by the public accessors of the library, as a tool that maps beans reaches it. */
public final class Accessors {
    private static final String OURS = "io.github.smtpprobe.";

    /** The accessors of each class, found once. */
    private static final ClassValue<List<Method>> ALL = new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> owner) {
            return Arrays.stream(owner.getMethods())
                    .filter(each -> accessor(each, owner))
                    .toList();
        }
    };

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<String> texts = new ArrayList<>();

    private Accessors() {}

    public static String texts(Object value) {
        Accessors accessors = new Accessors();
        accessors.reach(value);
        return String.join("\n", accessors.texts);
    }

    private void reach(Object value) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresent(this::reach);
        } else if (value instanceof Collection<?> all) {
            all.forEach(this::reach);
        } else if (value instanceof Map<?, ?> map) {
            map.values().stream().filter(each -> each != null).forEach(this::reach);
        } else if (value instanceof Enum<?> || !value.getClass().getName().startsWith(OURS)) {
            texts.add(value.toString());
        } else if (seen.add(value)) {
            texts.add(value.toString());
            ALL.get(value.getClass()).forEach(each -> reach(result(each, value)));
        }
    }

    /** Copies and builders hold what their owner holds. */
    private static boolean accessor(Method method, Class<?> owner) {
        return method.getParameterCount() == 0
                && !Modifier.isStatic(method.getModifiers())
                && Modifier.isPublic(method.getDeclaringClass().getModifiers())
                && method.getDeclaringClass().getName().startsWith(OURS)
                && method.getReturnType() != void.class
                && method.getReturnType() != owner
                && !method.getReturnType().getSimpleName().equals("Builder");
    }

    private static Object result(Method accessor, Object owner) {
        try {
            Object result = accessor.invoke(owner);
            return result == null ? "" : result;
        } catch (InvocationTargetException refused) {
            return String.valueOf(refused.getCause());
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
