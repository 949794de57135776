using System.Text.Json;

namespace Portal.Licensing.Client;

/// <summary>What is kept between runs.</summary>
/// <param name="LatestTime">The latest time that the program has seen: the portal's, or this machine's when there was none.</param>
/// <param name="Answer">The last good answer. It is signed: whoever changes it destroys it.</param>
/// <param name="Question">The body that it answers; its digest is in the signature.</param>
/// <param name="ActivationId">Of the device with these components.</param>
/// <param name="Key">Hash of the key that all of it is for.</param>
internal sealed record KeptState(
    DateTimeOffset LatestTime,
    SignedAnswer? Answer,
    byte[]? Question,
    Guid? ActivationId,
    IReadOnlyDictionary<string, string>? Components,
    string? Key
);

/// <summary>Keeps the state in a file, or in memory where there is none. Trouble with the file costs what it is for and nothing else.</summary>
internal sealed class Cache(string? file)
{
    private KeptState? _inMemory;

    /// <summary>False: it could not be written.</summary>
    public bool Keep(KeptState state)
    {
        if (file is null)
        {
            _inMemory = state;
            return true;
        }
        // All or nothing, also when the process dies half-way or another one writes at the same time.
        var draft = $"{file}.{Guid.NewGuid():N}.new";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(state, Wire.Default.KeptState));
            File.Move(draft, file, overwrite: true);
            return true;
        }
        catch (Exception unusable) when (IsAboutFiles(unusable))
        {
            Remove(draft);
            return false;
        }
    }

    /// <summary>Null: there is none, or none that can be read.</summary>
    public KeptState? Read()
    {
        if (file is null)
            return _inMemory;
        try
        {
            return Wire.Read(File.ReadAllBytes(file), Wire.Default.KeptState);
        }
        catch (Exception unusable) when (unusable is JsonException || IsAboutFiles(unusable))
        {
            return null;
        }
    }

    private static void Remove(string draft)
    {
        try
        {
            File.Delete(draft);
        }
        catch (Exception unusable) when (IsAboutFiles(unusable))
        {
            // It was not there, or stays.
        }
    }

    private static bool IsAboutFiles(Exception exception) =>
        exception
            is IOException
                or UnauthorizedAccessException
                or System.Security.SecurityException
                or ArgumentException
                or NotSupportedException;
}
