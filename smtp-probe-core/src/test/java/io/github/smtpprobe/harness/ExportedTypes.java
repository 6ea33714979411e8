/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import io.github.smtpprobe.SmtpProbe;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The types that users see: the public ones of the packages that the module exports, nested ones included. */
public final class ExportedTypes {
    private ExportedTypes() {}

    public static List<Class<?>> all() throws IOException, ReflectiveOperationException, URISyntaxException {
        Path root = classes();
        Set<String> packages = packages();
        List<Class<?>> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                String name = root.relativize(file)
                        .toString()
                        .replace(file.getFileSystem().getSeparator(), ".")
                        .replaceFirst("\\.class$", "");
                if (!name.endsWith("-info") && packages.contains(name.replaceFirst("\\.[^.]*$", ""))) {
                    found.add(Class.forName(name, false, SmtpProbe.class.getClassLoader()));
                }
            }
        }
        return found.stream().filter(ExportedTypes::visible).toList();
    }

    private static Path classes() throws URISyntaxException {
        return Path.of(SmtpProbe.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    /** The packages that the module exports. */
    public static Set<String> packages() throws IOException, URISyntaxException {
        try (InputStream module = Files.newInputStream(classes().resolve("module-info.class"))) {
            return ModuleDescriptor.read(module).exports().stream()
                    .map(ModuleDescriptor.Exports::source)
                    .collect(Collectors.toSet());
        }
    }

    /** Whether a type can be named from outside of its package. */
    public static boolean visible(Class<?> type) {
        return (type.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0
                && !type.isAnonymousClass()
                && !type.isLocalClass()
                && (type.getEnclosingClass() == null || visible(type.getEnclosingClass()));
    }
}
