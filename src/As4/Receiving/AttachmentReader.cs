using System.Buffers;
using System.IO.Compression;
using SdkNode.As4.Messages;
using SdkNode.As4.Mime;
using SdkNode.As4.WsSecurity;
using SdkNode.Security.Encryption;
using SdkNode.Security.Signatures;

namespace SdkNode.As4.Receiving;

/// <summary>What is known about an attachment before its octets are touched.</summary>
internal sealed record ExpectedAttachment(As4Part Part, EncryptedAttachment Encryption, ContentKey Key, SignatureReference Signature);

/// <summary>
/// One pass over one attachment: decipher, digest, gunzip, output, under limits (DESIGN 2 In 2). What has been written is
/// authentic only when no fault is given.
/// </summary>
internal sealed class AttachmentReader(As4Limits limits)
{
    private const int ChunkBytes = 64 * 1024;
    private const long RatioFreeBytes = 1024 * 1024;

    /// <summary>Reads the attachment; gives the fault, or null. Faults of decryption win over those of the signature, and these over damaged gzip.</summary>
    public async ValueTask<As4Fault?> ReadAsync(Stream content, ExpectedAttachment expected, Stream output, CancellationToken cancellationToken)
    {
        using var digest = AttachmentDigest.For(expected.Encryption.MimeType);
        await using var plaintext = ContentCryptography.Decrypt(content, expected.Key, leaveOpen: true);
        var tap = new PlaintextTap(plaintext, digest);
        try
        {
            var damage = expected.Part.IsCompressed
                ? await GunzipAsync(tap, output, cancellationToken)
                : (await CopyAsync(tap, tap, output, ratio: 0, cancellationToken)).Fault;
            if (damage is { HttpStatus: not 200 })
            {
                return damage;
            }

            // Gunzip may stop early; tag and digest are about every octet.
            await tap.CopyToAsync(Stream.Null, ChunkBytes, cancellationToken);
            var isSigned = expected.Signature.HasDigest(digest.Complete());
            if (!isSigned || digest.Fault is not null)
            {
                return As4Fault.Authentication("AS4-SEC-1", $"The digest of an attachment differs from the signed one{(digest.Fault is null ? "" : ": " + digest.Fault)}.");
            }

            return damage;
        }
        catch (UndecryptableException)
        {
            return As4Fault.Decryption("An attachment does not decrypt.");
        }
        catch (InvalidBase64Exception)
        {
            return new As4Fault(As4ErrorCode.MimeInconsistency, "AS4-1", "A part that is said to be Base64 is not.");
        }
    }

    private async ValueTask<As4Fault?> GunzipAsync(PlaintextTap tap, Stream output, CancellationToken cancellationToken)
    {
        await using var gunzip = new GZipStream(tap, CompressionMode.Decompress, leaveOpen: true);
        long total;
        try
        {
            (var fault, total) = await CopyAsync(gunzip, tap, output, limits.MaxGunzipRatio, cancellationToken);
            if (fault is not null)
            {
                return fault;
            }
        }
        catch (InvalidDataException)
        {
            return Damaged("The gzip stream is damaged.");
        }

        // The platform's decoder takes a stream that is cut short for a whole one: the stated length tells.
        await tap.CopyToAsync(Stream.Null, ChunkBytes, cancellationToken);
        return tap.StatedLength == (uint)total ? null : Damaged("The gzip stream is cut short or followed by something else.");
    }

    private async ValueTask<(As4Fault? Fault, long Total)> CopyAsync(Stream source, PlaintextTap tap, Stream output, int ratio, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            for (long total = 0; ;)
            {
                var read = await source.ReadAsync(buffer, cancellationToken);
                if (read == 0)
                {
                    return (null, total);
                }

                total += read;
                if (total > limits.MaxPayloadBytes)
                {
                    return (new As4Fault(As4ErrorCode.OtherError, "AS4-8", $"A payload is larger than {limits.MaxPayloadBytes} bytes.") { HttpStatus = 413 }, total);
                }

                if (ratio > 0 && total > RatioFreeBytes && total / ratio > tap.Count)
                {
                    return (Damaged($"The gzip stream grows more than {ratio} times."), total);
                }

                await output.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static As4Fault Damaged(string detail) => new(As4ErrorCode.DecompressionFailure, "AS4-3", detail);
}
