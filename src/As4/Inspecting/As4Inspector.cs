using SdkNode.As4.Messages;
using SdkNode.As4.Mime;

namespace SdkNode.As4.Inspecting;

/// <summary>Opens a saved AS4 request or response with the receiver's own code and tells what holds and what does not.</summary>
public static class As4Inspector
{
    /// <summary>Inspects a saved HTTP message, with or without its headers.</summary>
    /// <param name="saved">The octets, as <c>demo --out</c> or a proxy saves them.</param>
    /// <param name="options">What the inspection may use.</param>
    /// <param name="cancellationToken">Ends the inspection.</param>
    public static async Task<As4Inspection> InspectAsync(Stream saved, As4InspectOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(saved);
        ArgumentNullException.ThrowIfNull(options);
        var checks = new CheckList();
        var http = await SavedHttp.OpenAsync(saved, options.ContentType, cancellationToken);
        var limits = new MimeLimits(options.Limits.MaxParts, options.Limits.MaxPartHeaderBytes, options.Limits.MaxPartHeaders);
        try
        {
            if (!SoapCarrier.Open(http.ContentType, http.Body, limits).TryGet(out var carrier, out var fault)
                || !(await carrier.ReadSoapAsync(options.Limits.MaxSoapBytes, cancellationToken)).TryGet(out var octets, out fault)
                || !SoapMessage.Read(octets).TryGet(out var soap, out fault))
            {
                checks.Fail("carrier", fault);
                return new As4Inspection { Kind = As4Kind.NotAs4, Checks = checks.All };
            }

            using (carrier)
            {
                checks.Pass("carrier", "AS4-1", $"{http.ContentType ?? "no Content-Type"}; a SOAP 1.2 envelope of {octets.Length} bytes with eb:Messaging");
                return await new MessageInspection(options, checks, soap).RunAsync(carrier, cancellationToken);
            }
        }
        catch (MimeException fault)
        {
            checks.Fail("carrier", new As4Fault(null, "AS4-1", fault.Message));
            return new As4Inspection { Kind = As4Kind.NotAs4, Checks = checks.All };
        }
    }
}
