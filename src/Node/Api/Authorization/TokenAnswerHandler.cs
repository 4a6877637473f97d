using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace SdkNode.Node.Api.Authorization;

/// <summary>Last step of a token request: a refusal is logged, and says what this node says, not where another project explains itself.</summary>
internal sealed class TokenAnswerHandler(RefusalLines lines) : IOpenIddictServerHandler<ApplyTokenResponseContext>
{
    /// <inheritdoc />
    public ValueTask HandleAsync(ApplyTokenResponseContext context)
    {
        if (context.Error is not null)
        {
            lines.Token(context.Error, context.Response.ErrorDescription);
            context.Response.ErrorUri = null;
        }

        return default;
    }
}
