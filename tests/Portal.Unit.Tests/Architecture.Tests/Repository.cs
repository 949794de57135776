using System.Runtime.CompilerServices;

namespace Portal.Architecture.Tests;

/// <param name="Path">From the root, with slashes.</param>
internal sealed record SourceFile(string Path, string Text)
{
    public int Lines => Text.AsSpan().TrimEnd('\n').Count('\n') + 1;

    public bool IsIn(params string[] folders) =>
        folders.Any(folder => Path.StartsWith(folder + "/", StringComparison.Ordinal));

    public bool Is(params string[] extensions) =>
        extensions.Any(extension => Path.EndsWith(extension, StringComparison.Ordinal));
}

/// <summary>What people wrote: neither what a build made nor what a tool generated.</summary>
internal static class Repository
{
    private static readonly string[] Generated = ["artifacts", "bin", "obj", "node_modules", "Migrations"];

    public static readonly IReadOnlyList<SourceFile> Files = [.. FilesIn(new DirectoryInfo(Root())).Select(Read)];

    public static SourceFile File(string path) => Files.Single(file => file.Path == path);

    private static IEnumerable<FileInfo> FilesIn(DirectoryInfo folder) =>
        folder
            .EnumerateFiles("*.*")
            .Where(file => file.Extension is ".cs" or ".razor" or ".csproj" or ".props")
            .Concat(
                folder
                    .EnumerateDirectories()
                    .Where(inner => inner.Name[0] != '.' && !Generated.Contains(inner.Name))
                    .SelectMany(FilesIn)
            );

    private static SourceFile Read(FileInfo file) =>
        new(System.IO.Path.GetRelativePath(Root(), file.FullName), System.IO.File.ReadAllText(file.FullName));

    public static string Root([CallerFilePath] string here = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(here, "../../../.."));
}
