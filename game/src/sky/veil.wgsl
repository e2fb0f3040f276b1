// The veil: the dark with its holes of light, multiplied over the village; and the glow in the air,
// laid over it as a screen. One sheet over the whole village; lamps and clouds repeat.

#import bevy_sprite::mesh2d_vertex_output::VertexOutput
#import bevy_sprite::mesh2d_view_bindings::globals

struct Sky {
    // Red, green and blue as the screen shows them; how dark it is.
    tint: vec4<f32>,
    // Size of the village and of one district, in pixels of the art.
    size: vec4<f32>,
    // How far clouds drift in a second, how strong their shadow is, and what is drawn: 0 veil, 1
    // glow.
    cloud: vec4<f32>,
}

@group(2) @binding(0) var<uniform> sky: Sky;
@group(2) @binding(1) var lamps: texture_2d<f32>;
@group(2) @binding(2) var lamp_sampler: sampler;
@group(2) @binding(3) var clouds: texture_2d<f32>;
@group(2) @binding(4) var cloud_sampler: sampler;

const AMBER: vec3<f32> = vec3<f32>(1.0, 0.45, 0.09);
const SHADE: vec3<f32> = vec3<f32>(0.42, 0.43, 0.62);

// From what a screen shows to light: within 0.002 of sRGB's own curve, without its powers, which
// are dear where the graphics card is a program.
fn linear(shown: vec3<f32>) -> vec3<f32> {
    let c = max(shown, vec3<f32>(0.0));
    return c * (c * (c * 0.305306011 + 0.682171111) + 0.012522878);
}

@fragment
fn fragment(in: VertexOutput) -> @location(0) vec4<f32> {
    let at = in.uv * sky.size.xy;
    let lamp = textureSample(lamps, lamp_sampler, at / sky.size.zw);
    let cloud = textureSample(clouds, cloud_sampler, (at - sky.cloud.xy * globals.time) / 512.0).r;
    let dark = sky.tint.a;
    if sky.cloud.w > 0.5 {
        return vec4<f32>(AMBER * linear(vec3<f32>(lamp.a)) * 0.8 * dark, 1.0);
    }
    let shadow = mix(vec3<f32>(1.0), SHADE, cloud * sky.cloud.z);
    let air = sky.tint.rgb * shadow;
    let lit = vec3<f32>(1.0) - (vec3<f32>(1.0) - air) * (vec3<f32>(1.0) - lamp.rgb * dark);
    return vec4<f32>(linear(lit), 1.0);
}
