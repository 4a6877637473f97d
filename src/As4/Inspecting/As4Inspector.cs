namespace SdkNode.As4.Inspecting;

/// <summary>Opens a saved AS4 request or response with the receiver's own code and tells what holds and what does not.</summary>
public static class As4Inspector
{
    /// <summary>Inspects a saved HTTP message, with or without its headers.</summary>
    public static Task<As4Inspection> InspectAsync(Stream saved, As4InspectOptions options, CancellationToken cancellationToken) =>
        throw new InvalidOperationException();
}
