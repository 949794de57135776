using System.Text.Json;

namespace Portal.Licensing.Client;

/// <summary>The last good answer in a file. It is signed: whoever changes it destroys it.</summary>
internal sealed class AnswerCache(string? file)
{
    public async Task Keep(SignedAnswer answer, CancellationToken cancellationToken)
    {
        if (file is null)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        // All or nothing, also when the process dies half-way.
        var draft = $"{file}.{Environment.ProcessId}.new";
        await File.WriteAllBytesAsync(draft, JsonSerializer.SerializeToUtf8Bytes(answer), cancellationToken);
        File.Move(draft, file, overwrite: true);
    }

    /// <summary>Null: there is none, or none that can be read.</summary>
    public async Task<SignedAnswer?> Read(CancellationToken cancellationToken)
    {
        try
        {
            return file is null
                ? null
                : JsonSerializer.Deserialize<SignedAnswer>(await File.ReadAllBytesAsync(file, cancellationToken));
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public void Forget()
    {
        if (file is not null)
            File.Delete(file);
    }
}
