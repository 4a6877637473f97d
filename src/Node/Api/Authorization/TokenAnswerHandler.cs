using Microsoft.Extensions.Logging;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace SdkNode.Node.Api.Authorization;

/// <summary>Last step of a token request: a refusal is logged, and says what this node says, not where another project explains itself.</summary>
internal sealed class TokenAnswerHandler(ILogger<TokenAnswerHandler> logger) : IOpenIddictServerHandler<ApplyTokenResponseContext>
{
    /// <inheritdoc />
    public ValueTask HandleAsync(ApplyTokenResponseContext context)
    {
        if (context.Error is not null)
        {
            logger.TokenRefused(context.Error, context.Response.ErrorDescription);
            context.Response.ErrorUri = null;
        }

        return default;
    }
}
