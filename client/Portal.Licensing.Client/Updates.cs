using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Licensing.Client;

/// <summary>Files from the portal: license files, and updates that are checked before they are there.</summary>
public sealed partial class LicensingClient
{
    private const string FileContext = "portal-release-file/v1";
    private const int BufferSize = 81_920;
    private const int MaxRedirects = 5;
    private static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(60);

    /// <summary>A license file for this device, to be stored and used while there is no network. Read it with <see cref="LicenseFile.Read"/>.</summary>
    /// <param name="lifetime">At most, and by default, what the license's terms allow.</param>
    /// <exception cref="UntrustedAnswerException">An answer has a wrong signature.</exception>
    public async Task<LicenseFileOutcome> FetchLicenseFileAsync(
        TimeSpan? lifetime = null,
        CancellationToken cancellationToken = default
    )
    {
        if (_key.Sent is null)
            return new(null, null, UnknownKey.Code, UnknownKey.Detail);
        if (_kept.ActivationId is not { } activationId)
            return new(null, null, "NOT_ACTIVATED", NotActivated);
        var question = new LicenseFileQuestion(
            activationId,
            lifetime is { } length ? (int)length.TotalSeconds : null,
            Encodings.Nonce()
        );
        var (answer, _, trouble) = await _portal
            .Ask(HttpMethod.Post, "license-files", Json(question, Wire.Default.LicenseFileQuestion), cancellationToken)
            .ConfigureAwait(false);
        if (answer is not { Status: 200 })
            return new(null, null, RefusalOf(answer, trouble).Code, RefusalOf(answer, trouble).Detail);
        var file = Wire.Read(answer.Content, Wire.Default.LicenseFileAnswer);
        return new(file.LicenseFile, file.ExpiresAt, LicensingCode.Done, "Here is the license file.");
    }

    /// <summary>The newest version that the license covers and that is newer than this program.</summary>
    /// <exception cref="UntrustedAnswerException">An answer has a wrong signature.</exception>
    public async Task<UpdateOutcome> FindUpdateAsync(
        UpdateQuery? query = null,
        CancellationToken cancellationToken = default
    )
    {
        if (_key.Sent is null)
            return new(null, null, UnknownKey.Code, UnknownKey.Detail);
        var parameters = new Dictionary<string, string?>
        {
            ["product"] = _options.Product,
            ["version"] = _options.Version,
            ["channel"] = query?.Channel,
            ["platform"] = query?.Platform,
            ["arch"] = query?.Arch,
            ["activationId"] = _kept.ActivationId?.ToString(),
            ["nonce"] = Encodings.Nonce(),
        };
        var path =
            "updates?"
            + string.Join(
                "&",
                parameters
                    .Where(parameter => parameter.Value is not null)
                    .Select(parameter => $"{parameter.Key}={Uri.EscapeDataString(parameter.Value!)}")
            );
        var (answer, _, trouble) = await _portal
            .Ask(HttpMethod.Get, path, null, cancellationToken)
            .ConfigureAwait(false);
        return answer switch
        {
            { Status: 204 } => new(
                null,
                answer.NewerNotCovered,
                LicensingCode.UpToDate,
                "There is no newer version for this license."
            ),
            { Status: 200 } => Found(Wire.Read(answer.Content, Wire.Default.Update), answer.NewerNotCovered),
            _ => new(null, null, RefusalOf(answer, trouble).Code, RefusalOf(answer, trouble).Detail),
        };
    }

    /// <summary>
    /// Fetches a file of an update. It stands at <paramref name="destination"/> only once its size, hash and signature are right; until
    /// then, and if not, nothing is changed there.
    /// </summary>
    /// <exception cref="UntrustedAnswerException">An answer has a wrong signature.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task<LicensingOutcome> DownloadAsync(
        UpdateFile file,
        string destination,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(destination);
        if (_key.Sent is null)
            return new(false, UnknownKey.Code, UnknownKey.Detail);
        if (!IsSigned(file))
            return Changed;
        var question = new DownloadQuestion(file.Id, _kept.ActivationId, Encodings.Nonce());
        var (answer, _, trouble) = await _portal
            .Ask(HttpMethod.Post, "downloads", Json(question, Wire.Default.DownloadQuestion), cancellationToken)
            .ConfigureAwait(false);
        if (answer is not { Status: 201 })
            return new(false, RefusalOf(answer, trouble).Code, RefusalOf(answer, trouble).Detail);
        var link = new Uri(_options.Portal, Wire.Read(answer.Content, Wire.Default.DownloadAnswer).Url);
        var draft = $"{destination}.{Guid.NewGuid():N}.part";
        try
        {
            if (!await Fetch(link, file, draft, cancellationToken).ConfigureAwait(false))
                return Changed;
            File.Move(draft, destination, overwrite: true);
            return new(true, LicensingCode.Done, $"{file.FileName} is downloaded and checked.");
        }
        catch (Exception away)
            when (away is HttpRequestException
                || (away is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            return new(false, LicensingCode.Unreachable, "The file cannot be fetched now.");
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private const string NotActivated = "This device is not activated.";

    private static LicensingOutcome Changed =>
        new(false, LicensingCode.FileChanged, "The file is not the one that the portal signed.");

    private static UpdateOutcome Found(Update update, string? beyond) =>
        new(update, beyond, LicensingCode.UpdateFound, $"Version {update.Version} is there.");

    private static LicensingWarning RefusalOf(SignedAnswer? answer, LicensingWarning? trouble) =>
        answer is null ? trouble! : new(ProblemOf(answer).Code, ProblemOf(answer).Detail);

    private bool IsSigned(UpdateFile file)
    {
        var size = file.Size.ToString(CultureInfo.InvariantCulture);
        var message = $"{FileContext}\n{file.FileName}\n{size}\n{file.Sha256}";
        try
        {
            return _keys.Verify(file.KeyId, Encoding.UTF8.GetBytes(message), Encodings.FromBase64(file.Signature));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>False: it is not the file that was signed. Stops as soon as it is too long.</summary>
    private async Task<bool> Fetch(Uri link, UpdateFile file, string draft, CancellationToken cancellationToken)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(MaxSilence);
        using var response = await Follow(link, silence.Token).ConfigureAwait(false);
        using var source = await response.Content.ReadAsStreamAsync(silence.Token).ConfigureAwait(false);
        using var target = File.Create(draft);
        using var hash = SHA256.Create();
        var buffer = new byte[BufferSize];
        long size = 0;
        int read;
        while (
            size <= file.Size
            && (read = await source.ReadAsync(buffer, 0, buffer.Length, silence.Token).ConfigureAwait(false)) > 0
        )
        {
            silence.CancelAfter(MaxSilence);
            size += read;
            hash.TransformBlock(buffer, 0, read, null, 0);
            await target.WriteAsync(buffer, 0, read, silence.Token).ConfigureAwait(false);
        }
        hash.TransformFinalBlock(buffer, 0, 0);
        return size == file.Size && Convert.ToHexStringLower(hash.Hash!) == file.Sha256;
    }

    /// <summary>The link may lead on to where the files are; it carries its own right, and no key goes with it.</summary>
    private async Task<HttpResponseMessage> Follow(Uri link, CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            var response = await _http
                .GetAsync(link, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
                return response;
            var next = response.Headers.Location;
            response.Dispose();
            if (next is null || redirects == MaxRedirects)
                throw new HttpRequestException("The link leads to no file.");
            link = new Uri(link, next);
        }
    }
}
